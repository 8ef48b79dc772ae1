import { Spinner } from './spinner.tsx';
import { useNear } from './use-near.ts';
import { usePicture } from './use-picture.ts';

/** A picture of ours in a square frame. Transparent ones stand on a checker. */
export function Picture({ path, alt }: { readonly path: string; readonly alt: string }) {
  const { ref, near } = useNear<HTMLDivElement>();
  const picture = usePicture(path, near);
  return (
    <div className="softbox-frame" ref={ref}>
      {picture.status === 'ready' ? <img src={picture.url} alt={alt} /> : null}
      {picture.status === 'loading' ? <Spinner /> : null}
      {picture.status === 'failed' ? <p className="softbox-error">{picture.message}</p> : null}
    </div>
  );
}
