import { BlockStack, Checkbox, FormLayout, RangeSlider, Select } from '@shopify/polaris';
import { SHADOWS } from '#app/domain/recipe/output-options.ts';
import { FrameFields } from './frame-fields.tsx';
import { type ModelOption, type PlaceRecipe, withModel } from './order-recipe.ts';
import { FORMAT_OPTIONS, SHADOW_OPTIONS } from './recipe-options.ts';

const percent = (share: number) => `${Math.round(share * 100)} %`;

function SceneOptions({
  recipe,
  onChange,
}: {
  recipe: Extract<PlaceRecipe, { kind: 'scene' }>;
  onChange: (recipe: PlaceRecipe) => void;
}) {
  return (
    <>
      <RangeSlider
        label={`Product fills ${percent(recipe.fill)} of the frame`}
        min={30}
        max={90}
        value={Math.round(recipe.fill * 100)}
        onChange={(value) => onChange({ ...recipe, fill: Number(value) / 100 })}
        output
      />
      <Select
        label="Shadow"
        options={SHADOW_OPTIONS}
        value={recipe.shadow}
        onChange={(value) =>
          onChange({ ...recipe, shadow: SHADOWS.find((one) => one === value) ?? recipe.shadow })
        }
      />
      <RangeSlider
        label={
          recipe.tint === 0
            ? "The place's light does not touch the product"
            : `The product takes on ${percent(recipe.tint)} of the place's light`
        }
        helpText="At 0 not one pixel of your product changes. More is checked against your photo."
        min={0}
        max={100}
        value={Math.round(recipe.tint * 100)}
        onChange={(value) => onChange({ ...recipe, tint: Number(value) / 100 })}
        output
      />
    </>
  );
}

function RedrawOptions({
  recipe,
  model,
  onChange,
}: {
  recipe: Extract<PlaceRecipe, { kind: 'redraw' }>;
  model: ModelOption | undefined;
  onChange: (recipe: PlaceRecipe) => void;
}) {
  return (
    <>
      <RangeSlider
        label={`The model sees up to ${recipe.references} ${recipe.references === 1 ? 'photo' : 'photos'} of the product`}
        helpText="The main photo first, then the others in the gallery's order."
        min={1}
        max={model?.maxReferences ?? recipe.references}
        value={recipe.references}
        onChange={(value) => onChange({ ...recipe, references: Number(value) })}
        output
      />
      <Checkbox
        label="Second look"
        helpText="A vision model compares photo and result after the measured check."
        checked={recipe.secondLook}
        onChange={(secondLook) => onChange({ ...recipe, secondLook })}
      />
    </>
  );
}

/** Model, size and finish of a scene or a redraw. */
export function PlaceFields({
  recipe,
  models,
  onChange,
}: {
  recipe: PlaceRecipe;
  models: readonly ModelOption[];
  onChange: (recipe: PlaceRecipe) => void;
}) {
  const model = models.find((one) => one.name === recipe.model);
  const pick = (name: string) => {
    const next = models.find((one) => one.name === name);
    if (next) onChange(withModel(recipe, next));
  };
  return (
    <BlockStack gap="400">
      {recipe.kind === 'scene' ? (
        <SceneOptions recipe={recipe} onChange={onChange} />
      ) : (
        <RedrawOptions recipe={recipe} model={model} onChange={onChange} />
      )}
      <FormLayout>
        <Select
          label="Model"
          options={[
            // of a saved recipe; the price says what can be asked instead
            ...(model ? [] : [{ value: recipe.model, label: `${recipe.model} (not offered here)` }]),
            ...models.map(({ name, displayName }) => ({ value: name, label: displayName })),
          ]}
          value={recipe.model}
          onChange={pick}
        />
        <Select
          label="Detail asked of the model"
          helpText="More detail costs more; the frame below says how large the file is."
          options={(model?.sizes ?? [recipe.modelSize]).map((size) => ({ value: size, label: size }))}
          value={recipe.modelSize}
          onChange={(value) => {
            const size = model?.sizes.find((one) => one === value);
            if (size) onChange({ ...recipe, modelSize: size });
          }}
        />
      </FormLayout>
      <FrameFields frame={recipe.frame} onChange={(frame) => onChange({ ...recipe, frame })} />
      <Select
        label="File format"
        options={FORMAT_OPTIONS}
        value={recipe.format}
        onChange={(value) => {
          const format = (['jpeg', 'webp', 'png'] as const).find((one) => one === value) ?? recipe.format;
          onChange({ ...recipe, format, lossless: format === 'jpeg' ? false : recipe.lossless });
        }}
      />
      <Checkbox
        label="Enlarge what is too small"
        helpText="The result says by how much. Off: such pictures are refused by name."
        checked={recipe.upscale === 'allow'}
        onChange={(allow) => onChange({ ...recipe, upscale: allow ? 'allow' : 'refuse' })}
      />
    </BlockStack>
  );
}
