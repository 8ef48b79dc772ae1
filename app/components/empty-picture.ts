/** Our own drawing for empty screens: a frame with a product in it. */
export const EMPTY_PICTURE = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120"><rect x="20" y="10" width="120" height="100" rx="8" fill="#f1f1f1" stroke="#c9c9c9" stroke-width="2"/><ellipse cx="80" cy="92" rx="30" ry="5" fill="#dcdcdc"/><path d="M68 92V48c0-6 5-7 5-12V26h14v10c0 5 5 6 5 12v44z" fill="#b5b5b5"/><rect x="68" y="58" width="24" height="20" fill="#e9e9e9"/></svg>',
)}`;
