/** Puts before and after on top of each other, with a divider. Without this script they stand side by side. */
for (const compare of document.querySelectorAll<HTMLElement>('[data-softbox-compare]')) {
  const range = document.createElement('input');
  range.type = 'range';
  range.className = 'softbox-compare__range';
  range.setAttribute('aria-label', compare.dataset.label ?? '');
  range.addEventListener('input', () => compare.style.setProperty('--softbox-share', `${range.value}%`));
  compare.append(range);
  compare.classList.add('is-ready');
}
