// While something is being pressed nothing is drawn anew: it would go from under the finger, and the press be lost.

let held = false;
const waiting = new Set();

function release() {
  // The click comes before this.
  setTimeout(() => {
    held = false;
    const due = [...waiting];
    waiting.clear();
    for (const draw of due) draw();
  }, 0);
}

document.addEventListener("pointerdown", () => { held = true; }, true);
for (const event of ["pointerup", "pointercancel", "dragend"]) window.addEventListener(event, release, true);
window.addEventListener("blur", release);  // let go outside of the window

// Draws now, or once nothing is pressed any more; the same function waits only once.
export function whenFree(draw) {
  if (held) waiting.add(draw);
  else draw();
}
