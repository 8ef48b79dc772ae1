import { FormLayout, Select, TextField } from '@shopify/polaris';
import { type Frame, frameSchema, frameSize, MAX_SIDE, MIN_SIDE } from '#app/domain/recipe/frame.ts';
import { ASPECT_OPTIONS, isAspect } from './recipe-options.ts';

const SIZES = ['1024', '1600', '2000', '2048', '3000', '4096'];

/** Aspect and size of the output, or a free size in pixels. */
export function FrameFields({ frame, onChange }: { frame: Frame; onChange: (frame: Frame) => void }) {
  const { width, height } = frameSize(frame);
  const free = 'width' in frame;
  const checked = frameSchema.safeParse(frame);
  const problem = checked.success
    ? undefined
    : `Each side has ${MIN_SIDE} to ${MAX_SIDE} px, 20 megapixels in all.`;
  const pick = (value: string) =>
    onChange(isAspect(value) ? { aspect: value, size: Math.max(width, height) } : { width, height });
  const number = (text: string) => Math.max(0, Math.min(99_999, Number.parseInt(text, 10) || 0));
  return (
    <FormLayout>
      <Select
        label="Aspect"
        options={[...ASPECT_OPTIONS]}
        value={free ? 'free' : frame.aspect}
        onChange={pick}
      />
      {free ? (
        <FormLayout.Group condensed>
          <TextField
            label="Width"
            type="number"
            suffix="px"
            autoComplete="off"
            value={String(frame.width)}
            onChange={(text) => onChange({ width: number(text), height })}
            error={problem}
          />
          <TextField
            label="Height"
            type="number"
            suffix="px"
            autoComplete="off"
            value={String(frame.height)}
            onChange={(text) => onChange({ width, height: number(text) })}
          />
        </FormLayout.Group>
      ) : (
        <Select
          label="Longest side"
          options={[...new Set([...SIZES, String(frame.size)])].map((size) => ({
            label: `${size} px`,
            value: size,
          }))}
          value={String(frame.size)}
          onChange={(size) => onChange({ aspect: frame.aspect, size: Number(size) })}
          helpText={`${width} × ${height} px`}
        />
      )}
    </FormLayout>
  );
}
