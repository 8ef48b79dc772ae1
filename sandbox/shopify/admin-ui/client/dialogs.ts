type Piece = Node | string;

/** Makes an element; text is text, never markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string> = {},
  ...children: Piece[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A question with two answers; false on Escape. */
export function askInDialog(question: {
  title: string;
  text: string;
  yes: string;
  no: string;
}): Promise<boolean> {
  const yes = element('button', { type: 'button', class: 'button critical' }, question.yes);
  const no = element('button', { type: 'button', class: 'button' }, question.no);
  const dialog = element(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'dialog-title' },
    element('h2', { id: 'dialog-title' }, question.title),
    element('p', {}, question.text),
    element('div', { class: 'button-row end' }, no, yes),
  );
  document.body.append(dialog);
  dialog.showModal();
  no.focus();
  return new Promise((resolve) => {
    let answer = false;
    yes.addEventListener('click', () => {
      answer = true;
      dialog.close();
    });
    no.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
  });
}
