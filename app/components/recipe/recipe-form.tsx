import {
  BlockStack,
  Button,
  Checkbox,
  FormLayout,
  InlineStack,
  RangeSlider,
  Select,
  Text,
} from '@shopify/polaris';
import { type BrandKit, brandBackdrop } from '#app/domain/recipe/brand-kit.ts';
import { CHANNEL_PRESETS } from '#app/domain/recipe/channel-presets.ts';
import type { Backdrop, LocalRecipe, PackshotRecipe, StudioRecipe } from '#app/domain/recipe/recipe.ts';
import { ColourField } from './colour-field.tsx';
import { FrameFields } from './frame-fields.tsx';
import { BACKDROP_OPTIONS, FORMAT_OPTIONS, SHADOW_OPTIONS, withFormat } from './recipe-options.ts';

const percent = (share: number) => `${Math.round(share * 100)} %`;

/**
 * All options of a recipe that is drawn here. Controlled: every change hands up a whole recipe, so preview and run use the same
 * one.
 */
export function RecipeForm({
  recipe,
  brandKit,
  onChange,
}: {
  recipe: LocalRecipe;
  brandKit: BrandKit;
  onChange: (recipe: LocalRecipe) => void;
}) {
  return (
    <BlockStack gap="400">
      {recipe.kind === 'packshot' ? (
        <PackshotFields recipe={recipe} onChange={onChange} />
      ) : (
        <StudioFields recipe={recipe} brandKit={brandKit} onChange={onChange} />
      )}
      <RangeSlider
        label={`Product fills ${percent(recipe.fill)} of the frame`}
        min={30}
        max={100}
        value={Math.round(recipe.fill * 100)}
        onChange={(value) => onChange({ ...recipe, fill: Number(value) / 100 })}
        output
      />
      <FrameFields frame={recipe.frame} onChange={(frame) => onChange({ ...recipe, frame })} />
      <Select
        label="File format"
        options={FORMAT_OPTIONS}
        value={recipe.format}
        onChange={(format) => onChange(withFormat(recipe, format as LocalRecipe['format']))}
      />
      <Checkbox
        label="Enlarge photos that are too small"
        helpText="The result says by how much. Off: such photos are refused by name."
        checked={recipe.upscale === 'allow'}
        onChange={(allow) => onChange({ ...recipe, upscale: allow ? 'allow' : 'refuse' })}
      />
    </BlockStack>
  );
}

function PackshotFields({
  recipe,
  onChange,
}: {
  recipe: PackshotRecipe;
  onChange: (recipe: LocalRecipe) => void;
}) {
  const transparent = recipe.background === 'transparent';
  return (
    <FormLayout>
      <BlockStack gap="200">
        <Text as="p" variant="bodyMd">
          Ready for a channel
        </Text>
        <InlineStack gap="200">
          {CHANNEL_PRESETS.map((preset) => (
            <Button key={preset.id} size="slim" onClick={() => onChange(preset.recipe)}>
              {preset.name}
            </Button>
          ))}
        </InlineStack>
      </BlockStack>
      <Checkbox
        label="Transparent background"
        helpText={
          recipe.format === 'jpeg' ? 'Needs PNG or WebP; choosing it changes the format to PNG.' : undefined
        }
        checked={transparent}
        onChange={(on) =>
          onChange(
            on
              ? {
                  ...recipe,
                  background: 'transparent',
                  format: recipe.format === 'jpeg' ? 'png' : recipe.format,
                }
              : { ...recipe, background: '#ffffff' },
          )
        }
      />
      {transparent ? null : (
        <ColourField
          label="Background"
          value={recipe.background}
          onChange={(background) => onChange({ ...recipe, background })}
        />
      )}
      <Select
        label="Shadow"
        options={SHADOW_OPTIONS}
        value={recipe.shadow}
        onChange={(shadow) => onChange({ ...recipe, shadow: shadow as PackshotRecipe['shadow'] })}
      />
    </FormLayout>
  );
}

function StudioFields({
  recipe,
  brandKit,
  onChange,
}: {
  recipe: StudioRecipe;
  brandKit: BrandKit;
  onChange: (recipe: LocalRecipe) => void;
}) {
  const set = (backdrop: Backdrop) => onChange({ ...recipe, backdrop });
  return (
    <FormLayout>
      <Select
        label="Backdrop"
        options={[...BACKDROP_OPTIONS]}
        value={recipe.backdrop.kind}
        onChange={(kind) => set(brandBackdrop(brandKit, kind as Backdrop['kind']))}
        helpText="Starts in the colours of your brand kit."
      />
      <BackdropColours backdrop={recipe.backdrop} onChange={set} />
      <Select
        label="Shadow"
        options={SHADOW_OPTIONS}
        value={recipe.shadow}
        onChange={(shadow) => onChange({ ...recipe, shadow: shadow as StudioRecipe['shadow'] })}
      />
      <RangeSlider
        label={`Reflection ${percent(recipe.reflection)}`}
        min={0}
        max={100}
        value={Math.round(recipe.reflection * 100)}
        onChange={(value) => onChange({ ...recipe, reflection: Number(value) / 100 })}
        output
      />
    </FormLayout>
  );
}

function BackdropColours({
  backdrop,
  onChange,
}: {
  backdrop: Backdrop;
  onChange: (backdrop: Backdrop) => void;
}) {
  switch (backdrop.kind) {
    case 'solid':
      return (
        <ColourField
          label="Colour"
          value={backdrop.colour}
          onChange={(colour) => onChange({ ...backdrop, colour })}
        />
      );
    case 'sweep':
      return (
        <FormLayout.Group condensed>
          <ColourField label="Top" value={backdrop.top} onChange={(top) => onChange({ ...backdrop, top })} />
          <ColourField
            label="Bottom"
            value={backdrop.bottom}
            onChange={(bottom) => onChange({ ...backdrop, bottom })}
          />
        </FormLayout.Group>
      );
    case 'table':
      return (
        <FormLayout.Group condensed>
          <ColourField
            label="Wall"
            value={backdrop.wall}
            onChange={(wall) => onChange({ ...backdrop, wall })}
          />
          <ColourField
            label="Table"
            value={backdrop.table}
            onChange={(table) => onChange({ ...backdrop, table })}
          />
        </FormLayout.Group>
      );
    case 'plinth':
      return (
        <FormLayout.Group condensed>
          <ColourField
            label="Wall"
            value={backdrop.wall}
            onChange={(wall) => onChange({ ...backdrop, wall })}
          />
          <ColourField
            label="Plinth"
            value={backdrop.plinth}
            onChange={(plinth) => onChange({ ...backdrop, plinth })}
          />
        </FormLayout.Group>
      );
  }
}
