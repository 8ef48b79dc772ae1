import { Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ModelOption } from '../api/types.ts';

/** Says when no model is set up at this Softbox, or that a stand-in makes placeholders. */
export function ModelsNotice({ models }: { readonly models: readonly ModelOption[] }) {
  if (models.length === 0) {
    return (
      <p className="softbox-muted">
        {__(
          'Scenes and redraws need an image model, and none is set up at this Softbox. Packshot and studio pictures need none.',
          'softbox-product-photos',
        )}
      </p>
    );
  }
  if (!models.some((model) => model.placeholder)) return null;
  return (
    <Notice status="warning" isDismissible={false} className="softbox-notice">
      {__(
        'A stand-in draws scenes and redraws here: such pictures are placeholders drawn by a program, and are published to trial shops only.',
        'softbox-product-photos',
      )}
    </Notice>
  );
}
