/** What a person may do, by WordPress's names. */
export type Capability =
  | 'read'
  | 'edit_products'
  | 'edit_others_products'
  | 'manage_woocommerce'
  | 'activate_plugins';

export type User = {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly role: string;
  readonly may: readonly Capability[];
};

/** The people of the site. Nobody has a password: whoever opens the stand-in may be any of them. */
export const USERS: readonly User[] = [
  {
    id: 1,
    login: 'owner',
    name: 'Sam Sandbox',
    role: 'Shop owner',
    may: ['read', 'edit_products', 'edit_others_products', 'manage_woocommerce', 'activate_plugins'],
  },
  { id: 2, login: 'helper', name: 'Hal Helper', role: 'Product helper', may: ['read', 'edit_products'] },
  { id: 3, login: 'reader', name: 'Rea Reader', role: 'Subscriber', may: ['read'] },
];

export const can = (user: User | null, capability: Capability): boolean =>
  user?.may.includes(capability) ?? false;
