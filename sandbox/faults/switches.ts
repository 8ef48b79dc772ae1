/** Fault switches in the order they were added; each strikes `times` times (default 1) and is then gone. */
export function makeSwitches<Fault extends { readonly kind: string; times?: number }>() {
  let armed: { fault: Fault; left: number }[] = [];
  return {
    add(fault: Fault): void {
      armed.push({ fault, left: fault.times ?? 1 });
    },
    clear(): void {
      armed = [];
    },
    /** Those not used up yet, with what is left of them. */
    pending: (): Fault[] => armed.map(({ fault, left }) => ({ ...fault, times: left })),
    /** Uses up one strike of the first of its kind that `strikes` here. */
    take<Kind extends Fault['kind']>(
      kind: Kind,
      strikes: (fault: Extract<Fault, { kind: Kind }>) => boolean,
    ): Extract<Fault, { kind: Kind }> | undefined {
      const isKind = (fault: Fault): fault is Extract<Fault, { kind: Kind }> => fault.kind === kind;
      const found = armed.find(({ fault }) => isKind(fault) && strikes(fault));
      if (!found || !isKind(found.fault)) return undefined;
      found.left -= 1;
      if (found.left <= 0) armed = armed.filter((other) => other !== found);
      return found.fault;
    },
  };
}
