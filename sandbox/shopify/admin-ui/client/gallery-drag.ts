/** Dragging media to reorder them, and dropping a picture file onto the upload form. The arrows do the same by key. */

let dragged: HTMLElement | undefined;

function tileOf(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('.medium[draggable]') : null;
}

function submitMove(list: HTMLElement, file: string, position: number): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = list.dataset.moveAction ?? '';
  form.dataset.live = '';
  form.hidden = true;
  for (const [name, value] of Object.entries({ file, position: String(position) })) {
    const field = document.createElement('input');
    field.name = name;
    field.value = value;
    form.append(field);
  }
  list.after(form);
  form.requestSubmit();
}

function startReorder(): void {
  document.addEventListener('dragstart', (event) => {
    const tile = tileOf(event);
    if (!tile?.dataset.file || !event.dataTransfer) return;
    dragged = tile;
    tile.classList.add('dragged');
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', tile.dataset.file);
  });
  document.addEventListener('dragend', () => {
    dragged?.classList.remove('dragged');
    dragged = undefined;
    for (const tile of document.querySelectorAll('.drop-here')) tile.classList.remove('drop-here');
  });
  document.addEventListener('dragover', (event) => {
    const tile = tileOf(event);
    if (!dragged || !tile || tile.parentElement !== dragged.parentElement) return;
    event.preventDefault();
    for (const other of document.querySelectorAll('.drop-here'))
      other.classList.toggle('drop-here', other === tile);
    tile.classList.add('drop-here');
  });
  document.addEventListener('drop', (event) => {
    const tile = tileOf(event);
    const list = tile?.parentElement;
    const file = dragged?.dataset.file;
    if (!dragged || !tile || !list || !file || dragged === tile) return;
    event.preventDefault();
    submitMove(list, file, [...list.children].indexOf(tile));
  });
}

function startFileDrop(): void {
  const zoneOf = (event: DragEvent) =>
    event.target instanceof Element && event.dataTransfer?.types.includes('Files')
      ? event.target.closest<HTMLFormElement>('form[data-drop]')
      : null;
  document.addEventListener('dragover', (event) => {
    const zone = zoneOf(event);
    for (const other of document.querySelectorAll('form[data-drop]'))
      other.classList.toggle('over', other === zone);
    if (zone) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    const zone = zoneOf(event);
    const field = zone?.querySelector<HTMLInputElement>('input[type="file"]');
    if (!zone || !field || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    field.files = event.dataTransfer.files;
    zone.classList.remove('over');
    zone.requestSubmit();
  });
}

export function startGalleryDrag(): void {
  startReorder();
  startFileDrop();
}
