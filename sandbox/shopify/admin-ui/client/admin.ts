/** The script of every Admin page: the menu on small screens, live forms, dragging, the fault form. */
import { startGalleryDrag } from './gallery-drag.ts';
import { startLiveForms } from './live-forms.ts';

function startMenu(): void {
  const button = document.getElementById('menu-button');
  const side = document.getElementById('side');
  if (!button || !side) return;
  const set = (isOpen: boolean) => {
    button.setAttribute('aria-expanded', String(isOpen));
    side.classList.toggle('open', isOpen);
  };
  button.addEventListener('click', () => set(button.getAttribute('aria-expanded') !== 'true'));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || button.getAttribute('aria-expanded') !== 'true') return;
    set(false);
    button.focus();
  });
  side.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) set(false);
  });
}

/** Shows the fields the chosen fault has. */
function showFaultFields(): void {
  const form = document.querySelector('form[data-fault-form]');
  const chosen = form?.querySelector<HTMLElement>('input[name="kind"]:checked');
  const fields = (chosen?.dataset.fields ?? '').split(' ');
  for (const label of form?.querySelectorAll<HTMLElement>('[data-field]') ?? []) {
    label.hidden = !fields.includes(label.dataset.field ?? '');
  }
}

document.documentElement.classList.add('scripted');
startMenu();
startLiveForms();
startGalleryDrag();
showFaultFields();
document.addEventListener('change', showFaultFields);
