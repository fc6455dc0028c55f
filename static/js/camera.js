// One photo, from the camera or from a picture file, cropped to 7 : 9 on this screen.
// The result is an event "photo" with a JPEG; nothing is sent from here.
const DARK = 60; // mean lightness, of 255
const BLURRED = 25; // how much a pixel differs from those around it, squared, in the mean
const GLANCE = 700; // ms between two looks at the live picture

const camera = document.getElementById("camera");
const video = camera.querySelector("video");
const canvas = camera.querySelector("canvas");
const guide = camera.querySelector(".guide");
const status = camera.querySelector("[role=status]");
const take = document.getElementById("take");
const again = document.getElementById("again");
const picture = document.getElementById("picture");
const pen = canvas.getContext("2d", { willReadFrequently: true });

function say(text) {
  status.textContent = text;
}

function stop() {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
}

function show(isLive) {
  video.hidden = guide.toggleAttribute("hidden", !isLive);
  canvas.hidden = isLive;
  take.hidden = !isLive;
  again.hidden = isLive;
}

async function start() {
  camera.dispatchEvent(new CustomEvent("photo", { detail: null }));
  show(true);
  take.hidden = true;
  say("");
  try {
    const wish = { video: { width: { ideal: 1280 } }, audio: false };
    video.srcObject = await navigator.mediaDevices.getUserMedia(wish);
    await video.play();
    take.hidden = false;
    say(camera.dataset.look);
  } catch (error) {
    stop();
    again.hidden = false;
    say(error.name === "NotAllowedError" ? camera.dataset.denied : camera.dataset.none);
  }
}

// The largest 7 : 9 in the middle, not mirrored: the card shows a face as others see it.
function crop(source, width, height) {
  const w = Math.min(width, (height * canvas.width) / canvas.height);
  const h = Math.min(height, (width * canvas.height) / canvas.width);
  pen.drawImage(source, (width - w) / 2, (height - h) / 2, w, h, 0, 0, canvas.width, canvas.height);
}

function greys() {
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  const grey = new Float32Array(data.length / 4);
  for (let i = 0; i < grey.length; i += 1) {
    grey[i] = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
  }
  return grey;
}

// The mean square of the Laplacian in the middle, where the face is: edges make it high.
function sharpness(grey) {
  const { width, height } = canvas;
  let sum = 0;
  let count = 0;
  for (let y = height >> 2; y < (3 * height) >> 2; y += 1) {
    for (let x = width >> 2; x < (3 * width) >> 2; x += 1) {
      const at = y * width + x;
      const around = grey[at - 1] + grey[at + 1] + grey[at - width] + grey[at + width];
      sum += (around - 4 * grey[at]) ** 2;
      count += 1;
    }
  }
  return sum / count;
}

// What could be better, as advice; nothing is refused for it.
function advice() {
  const grey = greys();
  if (grey.reduce((sum, one) => sum + one, 0) / grey.length < DARK) return camera.dataset.dark;
  return sharpness(grey) < BLURRED ? camera.dataset.blurred : "";
}

function glance() {
  if (!video.srcObject) return;
  crop(video, video.videoWidth, video.videoHeight);
  const text = advice() || camera.dataset.look;
  if (status.textContent !== text) say(text); // said again only when it changes
}

function hand() {
  stop();
  show(false);
  say(advice() || camera.dataset.taken);
  canvas.toBlob(
    (photo) => camera.dispatchEvent(new CustomEvent("photo", { detail: photo })),
    "image/jpeg",
    0.92,
  );
}

take.addEventListener("click", () => {
  crop(video, video.videoWidth, video.videoHeight);
  hand();
});
again.addEventListener("click", start);
camera.addEventListener("restart", start);
picture.addEventListener("change", async () => {
  const [file] = picture.files;
  if (!file) return;
  try {
    const image = await createImageBitmap(file);
    crop(image, image.width, image.height);
    image.close();
    hand();
  } catch {
    say(camera.dataset.unreadable);
  }
  picture.value = "";
});
addEventListener("pagehide", stop);
setInterval(glance, GLANCE);
camera.hidden = false;
start();
