// Lets somebody sign on a touch screen: points as digits in a hidden field, drawn again when the page comes back.
const FAR = 2; // points nearer than this to the last one add nothing
const MOST = 2400; // points of at most 8 characters; the server takes 20,000 characters

for (const part of document.querySelectorAll("[data-sign]")) {
  const kept = document.getElementById(part.dataset.sign);
  const canvas = part.querySelector("canvas");
  const clear = part.querySelector("[data-clear]");
  const pen = canvas.getContext("2d");
  let strokes = [];
  let stroke = null;

  function draw() {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { lineWidth: 2, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
    for (const points of strokes) {
      pen.beginPath();
      pen.moveTo(...points[0]);
      for (const point of points) pen.lineTo(...point);
      pen.stroke();
    }
  }
  const count = () => strokes.reduce((sum, points) => sum + points.length, 0);
  function write() {
    kept.value = strokes.map((points) => points.map((point) => point.join(",")).join(" ")).join(";");
  }
  function read() {
    const lines = kept.value.split(";").filter(Boolean);
    strokes = lines.map((line) => line.split(" ").map((point) => point.split(",").map(Number)));
    draw();
  }
  function place(event) {
    const box = canvas.getBoundingClientRect();
    const x = Math.round(((event.clientX - box.left) / box.width) * canvas.width);
    const y = Math.round(((event.clientY - box.top) / box.height) * canvas.height);
    return [Math.min(Math.max(x, 0), canvas.width), Math.min(Math.max(y, 0), canvas.height)];
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (count() >= MOST) return;
    canvas.setPointerCapture(event.pointerId);
    stroke = [place(event)];
    strokes.push(stroke);
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    const point = place(event);
    const last = stroke.at(-1);
    if (Math.abs(point[0] - last[0]) + Math.abs(point[1] - last[1]) < FAR || count() >= MOST) return;
    stroke.push(point);
    draw();
  });
  for (const name of ["pointerup", "pointercancel"])
    canvas.addEventListener(name, () => {
      stroke = null;
      write();
      // a press counts as the answer to "How is it signed?"
      part.closest("form").querySelector("[name=mode][value=touch]").checked = true;
    });
  clear.addEventListener("click", () => {
    strokes = [];
    write();
    draw();
  });
  part.closest("form").addEventListener("change", show);
  function show() {
    const how = part.closest("form").querySelector("[name=mode]:checked");
    part.hidden = how !== null && how.value !== "touch";
  }
  canvas.hidden = clear.hidden = false;
  read();
  show();
}
