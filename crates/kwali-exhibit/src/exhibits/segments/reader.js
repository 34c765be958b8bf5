(() => {
  const bar = document.querySelector(".filter");
  const box = bar.querySelector("input");
  const count = bar.querySelector("output");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const segments = Array.from(document.querySelectorAll(".segment"), (part) => [part, fold(part.textContent)]);
  const groups = document.querySelectorAll(".group");
  const show = () => {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [part, text] of segments) {
      part.hidden = !words.every((word) => text.includes(word));
      shown += part.hidden ? 0 : 1;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector(".segment:not([hidden])");
    }
    count.textContent = words.length ? `${shown} ${count.dataset.of} ${segments.length}` : "";
  };
  box.addEventListener("input", show);
  bar.hidden = false;
  show();
})();
