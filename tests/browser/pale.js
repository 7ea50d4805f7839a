// Text that is too pale for its ground, in the colours that the page has now: one line for each element.
//
// The rule is WCAG's 1.4.3, as axe reads it, in a fiftieth of its time: every mode of every page can be asked.
// Of a ground that is a picture it says nothing, nor of drawings, of what is switched off, of what nobody sees.
() => {
  const brush = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true }));
  const known = new Map();
  const read = (text) => {
    if (!known.has(text)) {
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = text;
      brush.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
      known.set(text, [red, green, blue, alpha / 255]);
    }
    return known.get(text);
  };
  const over = ([red, green, blue, alpha], [r, g, b]) => [red * alpha + r * (1 - alpha), green * alpha + g * (1 - alpha), blue * alpha + b * (1 - alpha), 1];
  const light = (colour) => {
    const [red, green, blue] = colour.slice(0, 3).map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  /** What lies under the children of an element: its colour, how much of them shows; null where it cannot be told. */
  const grounds = new Map();
  const ground = (element) => {
    if (!element) return { colour: read("white"), opacity: 1 };
    if (!grounds.has(element)) {
      const below = ground(element.parentElement);
      const style = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      const hidden = style.overflow !== "visible" && (width <= 1 || height <= 1);
      const told = below && style.backgroundImage === "none" && !hidden;
      grounds.set(element, told ? { colour: over(read(style.backgroundColor), below.colour), opacity: below.opacity * Number(style.opacity) } : null);
    }
    return grounds.get(element);
  };

  const found = [];
  const seen = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || seen.has(element)) continue;
    seen.add(element);
    if (element.closest("svg, script, style, noscript, :disabled, [aria-disabled=true]")) continue;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const under = ground(element);
    if (!under) continue;
    const style = getComputedStyle(element);
    const [red, green, blue, alpha] = read(style.color);
    const contrast = ratio(over([red, green, blue, alpha * under.opacity], under.colour), under.colour);
    const size = parseFloat(style.fontSize);
    const enough = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    if (contrast < enough) found.push(`${contrast.toFixed(2)} ${element.outerHTML.slice(0, 100)}: ${style.color} on ${under.colour.map(Math.round)}`);
  }
  return found;
}
