// One photo, from the camera or from a picture file, cropped to 7 : 9 on this screen.
// The result is an event "photo" with a JPEG; nothing is sent from here.
const DARK = 60; // mean lightness, of 255

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

function lightness() {
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) {
    sum += 0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2];
  }
  return sum / (data.length / 4);
}

function hand() {
  stop();
  show(false);
  say(lightness() < DARK ? camera.dataset.dark : camera.dataset.taken);
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
camera.hidden = false;
start();
