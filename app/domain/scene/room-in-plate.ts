import type { ModelAspect } from '../providers/capabilities.ts';
import { type Frame, frameSize } from '../recipe/frame.ts';
import type { ProductRoom } from './composed-prompt.ts';

/**
 * The room of a frame, in shares of the plate that covers it. A plate of another shape is cropped about the footing, which keeps
 * its share; of the side that is cropped the product takes a smaller share of the plate than of the frame.
 */
export const roomInPlate = (room: ProductRoom, frame: Frame, aspect: ModelAspect): ProductRoom => {
  const { width, height } = frameSize(frame);
  const [x = 1, y = 1] = aspect.split(':').map(Number);
  // how much larger the covering plate is than the frame, per axis; one of them is 1
  const wider = Math.max(1, (x / y) * (height / width));
  const taller = Math.max(1, (y / x) * (width / height));
  return { footing: room.footing, width: room.width / wider, height: room.height / taller };
};
