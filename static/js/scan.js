// The camera: a picture every 100 ms into one canvas, read by zxing-wasm, QR codes only.

const PAUSE = 100;
const canvas = document.createElement("canvas");
const pen = canvas.getContext("2d", { willReadFrequently: true });
let stream = null;
let turn = 0; // a loop or a permission that belongs to an earlier turn stops by itself

// `wasmBinary` comes from Cache Storage: the reader must never fetch it.
export function load(wasmBinary) {
  return ZXingWASM.prepareZXingModule({
    overrides: {
      wasmBinary,
      locateFile: (name) => name, // else the reader would name a host that is not ours
    },
    fireImmediately: true,
  });
}

// Resolves to the text of the first code, or to null after `patience` ms or when stopped.
// Rejects as getUserMedia does. `ready` is called when the picture is there.
export async function look(video, patience, ready) {
  stop();
  const mine = turn;
  const opened = await openCamera();
  if (mine !== turn) {
    opened.getTracks().forEach((track) => track.stop());
    return null;
  }
  stream = opened;
  video.srcObject = stream;
  await video.play();
  ready();
  const end = performance.now() + patience;
  while (mine === turn && performance.now() < end) {
    const text = await readFrame(video);
    if (text !== null && mine === turn) return text;
    await new Promise((done) => setTimeout(done, PAUSE));
  }
  return null;
}

export function stop() {
  turn += 1;
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  canvas.width = canvas.height = 0; // frees the last picture
}

export function hasTorch() {
  return Boolean(stream?.getVideoTracks()[0].getCapabilities?.().torch);
}

export function torch(on) {
  return stream?.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] });
}

// A camera that another app has just let go of, or that wakes slowly, gets a second chance.
async function openCamera() {
  const wish = {
    audio: false,
    video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
  };
  try {
    return await navigator.mediaDevices.getUserMedia(wish);
  } catch (error) {
    if (error.name === "NotAllowedError" || error.name === "NotFoundError") throw error;
    return navigator.mediaDevices.getUserMedia(wish);
  }
}

async function readFrame(video) {
  if (!video.videoWidth) return null;
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  pen.drawImage(video, 0, 0);
  const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
  const [code] = await ZXingWASM.readBarcodes(picture, {
    formats: ["QRCode"], maxNumberOfSymbols: 1, textMode: "Plain",
  });
  return code ? code.text : null;
}
