/** The part of the block editor's packages that we use: they carry no types of their own. */
declare module '@wordpress/blocks' {
  export function registerBlockType(
    name: string,
    settings: { edit: (props: { attributes: never; setAttributes: never }) => JSX.Element; save: () => null },
  ): void;
}
declare module '@wordpress/block-editor' {
  export function useBlockProps(): Record<string, unknown>;
  export function InspectorControls(props: { children: JSX.Element | JSX.Element[] }): JSX.Element;
}
declare module '@wordpress/server-side-render' {
  export default function ServerSideRender(props: {
    block: string;
    attributes: Readonly<Record<string, unknown>>;
    EmptyResponsePlaceholder?: () => JSX.Element;
  }): JSX.Element;
}
