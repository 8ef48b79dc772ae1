import { type Failure, failure } from '../failure.ts';
import { err, ok, type Result } from '../result.ts';
import type { ImageTask } from '../scene/composed-prompt.ts';
import type { ImageModelCapabilities, ModelAspect, ModelImageSize } from './capabilities.ts';

/** What of a request is checked before it is sent. */
export interface ImageOptions {
  readonly task: ImageTask;
  readonly aspect: ModelAspect;
  readonly size: ModelImageSize;
  readonly count: number;
  readonly seed: number | null;
  readonly masked: boolean;
  /** References by role; canvas and mask included. */
  readonly references: readonly { readonly role: string; readonly contentType: string }[];
}

const refuse = (field: string, message: string): Failure => failure('unsupported-option', message, { field });

const referenceFailure = (model: ImageModelCapabilities, o: ImageOptions): Failure | null => {
  const { length } = o.references;
  if (length > model.maxReferences) {
    return refuse(
      'references',
      `${model.displayName} takes at most ${model.maxReferences} pictures in one request, this one has ${length}. Leave some out.`,
    );
  }
  const odd = o.references.find((r) => !model.inputFormats.includes(r.contentType));
  if (odd) {
    return refuse('references', `${model.displayName} does not read pictures of type ${odd.contentType}.`);
  }
  const roles = o.references.map((r) => r.role);
  if (o.task === 'redraw' && !roles.includes('product')) {
    return refuse('references', 'A redraw needs at least one photo of the product.');
  }
  if (o.task === 'edit' && roles.filter((r) => r === 'canvas').length !== 1) {
    return refuse('references', 'An edit starts from exactly one picture.');
  }
  return null;
};

/**
 * "Honoured exactly or refused by its name" (invariant 6): the first option that the model cannot honour, as a failure
 * `unsupported-option` whose `field` names it.
 */
export const checkImageRequest = (model: ImageModelCapabilities, o: ImageOptions): Result<void> => {
  if (!model.aspects.includes(o.aspect)) {
    const why = `${model.displayName} does not make pictures of ${o.aspect}; it makes ${model.aspects.join(', ')}.`;
    return err(refuse('aspect', why));
  }
  if (!model.sizes.includes(o.size)) {
    const why = `${model.displayName} does not make pictures of size ${o.size}; it makes ${model.sizes.join(', ')}.`;
    return err(refuse('size', why));
  }
  if (o.count !== 1)
    return err(refuse('count', 'One request makes one picture; ask for more with more jobs.'));
  if (o.seed !== null && !model.seed) {
    return err(refuse('seed', `${model.displayName} does not promise the same picture for the same seed.`));
  }
  if (o.task === 'edit' && !model.canEdit) {
    return err(refuse('model', `${model.displayName} does not edit pictures.`));
  }
  if (o.masked && model.mask === 'none') {
    return err(refuse('mask', `${model.displayName} does not take a painted region.`));
  }
  const wrong = referenceFailure(model, o);
  return wrong ? err(wrong) : ok(undefined);
};
