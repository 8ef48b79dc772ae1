/** wp-admin's own spinner. */
export function Spinner() {
  return <span className="spinner is-active softbox-spinner" />;
}
