import type { BarButton, TitleBar } from './protocol.ts';

/** An attribute that may be written bare, as `""` or `"true"`, and that React may write as `"false"`. */
export function isSet(element: Element, name: string): boolean {
  const value = element.getAttribute(name);
  return value !== null && value !== 'false';
}

export type ButtonRegistry = {
  describe(element: Element, group?: string | null): BarButton;
  /** Clicks the app's own element, so that its handlers run as if it had been clicked in the page. */
  click(id: string): void;
};

/** Gives each of the app's buttons a name under which the Admin can press it. */
export function makeButtonRegistry(): ButtonRegistry {
  const names = new WeakMap<Element, string>();
  const elements = new Map<string, WeakRef<Element>>();
  let count = 0;

  function nameOf(element: Element): string {
    const known = names.get(element);
    if (known) return known;
    count += 1;
    const name = `button-${count}`;
    names.set(element, name);
    elements.set(name, new WeakRef(element));
    return name;
  }

  return {
    describe: (element, group = null) => ({
      id: nameOf(element),
      label: element.textContent?.trim() ?? '',
      primary: element.getAttribute('variant') === 'primary',
      critical: element.getAttribute('tone') === 'critical',
      disabled: isSet(element, 'disabled'),
      loading: isSet(element, 'loading'),
      group,
    }),
    click(id) {
      const element = elements.get(id)?.deref();
      if (element instanceof HTMLElement) element.click();
    },
  };
}

/** What a `<ui-title-bar>` says. */
export function readTitleBar(element: Element, registry: ButtonRegistry): TitleBar {
  const buttons: BarButton[] = [];
  let back: BarButton | null = null;
  for (const child of element.children) {
    if (child.matches('section')) {
      const group = child.getAttribute('label') ?? 'More';
      for (const item of child.querySelectorAll('a, button')) buttons.push(registry.describe(item, group));
    } else if (child.getAttribute('variant') === 'breadcrumb') {
      back = registry.describe(child);
    } else if (child.matches('a, button')) {
      buttons.push(registry.describe(child));
    }
  }
  return { title: element.getAttribute('title') ?? '', back, buttons };
}
