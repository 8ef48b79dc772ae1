/** The cut-out model that scripts/model/ensure-model.mjs fetches and checks; part of the name under which masks are kept. */
export const PINNED_MODEL = {
  name: 'isnet-medium',
  sha256: 'b6e8497ba978a6f5fbb647e419d2696cd80df5a23cb6a8ea532021911bd76acb',
} as const;
