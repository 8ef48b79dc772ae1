import { SelectControl, TextControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { ASPECTS, type Aspect, frameSize } from '../../../app/domain/recipe/frame.ts';
import type { Frame } from '../api/types.ts';
import { aspectChoices, isFree } from './recipe-options.ts';

const SIZES = ['1000', '1600', '2000', '2048', '3000', '4000'];

const isAspect = (value: string): value is Aspect => (ASPECTS as readonly string[]).includes(value);

/** Shape and size of the picture. */
export function FrameFields({
  frame,
  onChange,
}: {
  readonly frame: Frame;
  readonly onChange: (frame: Frame) => void;
}) {
  const { width, height } = frameSize(frame);
  const number = (text: string) => Math.max(1, Math.round(Number(text) || 0));
  const pick = (value: string) =>
    onChange(isAspect(value) ? { aspect: value, size: Math.max(width, height) } : { width, height });
  return (
    <>
      <SelectControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Shape', 'softbox-product-photos')}
        options={[...aspectChoices()]}
        value={isFree(frame) ? 'free' : frame.aspect}
        onChange={pick}
      />
      {isFree(frame) ? (
        <div className="softbox-two">
          <TextControl
            __next40pxDefaultSize
            __nextHasNoMarginBottom
            type="number"
            label={__('Width in px', 'softbox-product-photos')}
            value={String(frame.width)}
            onChange={(text) => onChange({ width: number(text), height })}
          />
          <TextControl
            __next40pxDefaultSize
            __nextHasNoMarginBottom
            type="number"
            label={__('Height in px', 'softbox-product-photos')}
            value={String(frame.height)}
            onChange={(text) => onChange({ width, height: number(text) })}
          />
        </div>
      ) : (
        <SelectControl
          __next40pxDefaultSize
          __nextHasNoMarginBottom
          label={__('Longest side', 'softbox-product-photos')}
          options={[...new Set([...SIZES, String(frame.size)])].map((size) => ({
            label: `${size} px`,
            value: size,
          }))}
          value={String(frame.size)}
          help={`${width} × ${height} px`}
          onChange={(size) => onChange({ aspect: frame.aspect, size: Number(size) })}
        />
      )}
    </>
  );
}
