// @ts-check
// What a hand is doing: nothing of ours changes under a finger, and what it does counts once.

/** A click follows the end of a touch within this time, or never. */
const CLICK_MS = 300;
/** A press that begins so soon after a click, at the same place, is the rest of a double one. */
const DOUBLE_MS = 300;
/** A mouse counts its clicks itself, by the pace that its owner has set: half a second, or a little more. */
const MOUSE_DOUBLE_MS = 700;
/** As far as a finger goes astray between two taps at the same place. */
const ASTRAY_PX = 24;
/** What a press does something to. In a field, a double click chooses a word. */
const CONTROLS = "a, button, label, summary, input[type=checkbox]";

/** @type {Set<number>} the pointers that are down */
const down = new Set();
/** @type {(() => void)[]} who waits until none is */
let waiting = [];
/** @type {ReturnType<typeof setTimeout> | undefined} a click may still come until then */
let ending;
/** The last press: when it began, and of what. */
const press = { at: -Infinity, by: "" };
/** The last click that counted. */
const counted = { at: -Infinity, x: 0, y: 0 };

/** Return whether a press is under way: the click that it may end in has not come. */
export const isPressed = () => down.size > 0 || ending !== undefined;

/** Resolve once no press is under way: what is pressed stays where it is, and what it is, until it is let go. */
export function released() {
  return isPressed() ? new Promise((/** @type {(value: void) => void} */ resolve) => waiting.push(resolve)) : Promise.resolve();
}

/** Return whether a click asks for the page's own action: with a key held down it is the browser's to open a tab. @param {MouseEvent} event */
export const isPlain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

function end() {
  clearTimeout(ending);
  ending = undefined;
  if (down.size) return;
  const all = waiting;
  waiting = [];
  for (const go of all) go();
}

/** A pointer was let go, or lost. @param {number} pointer @param {number} patience How long a click may be in coming. */
function lift(pointer, patience) {
  if (!down.delete(pointer) || down.size) return;
  clearTimeout(ending);
  ending = setTimeout(end, patience);
}

function loseAll() {
  down.clear();
  end();
}

/** Take away the second click of a double one. @param {MouseEvent} event */
function countOnce(event) {
  if (ending !== undefined) {
    clearTimeout(ending);
    ending = setTimeout(end); // After what this click does.
  }
  const { target, clientX: x, clientY: y, detail } = event;
  if (!event.isTrusted || !(target instanceof Element) || !target.closest(CONTROLS)) return;
  const since = press.at - counted.at;
  const near = Math.hypot(x - counted.x, y - counted.y) < ASTRAY_PX;
  const isAgain = press.by === "mouse" ? detail > 1 && since < MOUSE_DOUBLE_MS : since < DOUBLE_MS;
  if (since > 0 && near && isAgain) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  Object.assign(counted, { at: event.timeStamp, x, y });
}

const everywhere = { capture: true, passive: true };
addEventListener(
  "pointerdown",
  ({ pointerId, pointerType, timeStamp }) => {
    down.add(pointerId);
    Object.assign(press, { at: timeStamp, by: pointerType });
  },
  everywhere,
);
addEventListener("pointerup", ({ pointerId, pointerType }) => lift(pointerId, pointerType === "mouse" ? 0 : CLICK_MS), everywhere);
addEventListener("pointercancel", ({ pointerId }) => lift(pointerId, 0), everywhere);
// A button let go outside of the window is told by what comes after.
addEventListener("pointermove", ({ pointerId, pointerType, buttons }) => pointerType === "mouse" && !buttons && lift(pointerId, 0), everywhere);
addEventListener("blur", ({ target }) => target === window && loseAll(), true);
document.addEventListener("visibilitychange", loseAll);
addEventListener("click", countOnce, true);
// A key that is held down answers once.
addEventListener(
  "keydown",
  (event) => {
    const { key, repeat, target } = event;
    if (repeat && key === "Enter" && target instanceof Element && target.closest("a, button, summary")) event.preventDefault();
  },
  true,
);
