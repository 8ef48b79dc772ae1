import sharp from 'sharp';
import { findSubject } from '../../provider/look/find-subject.ts';
import { drawPlate, type Pixels } from '../../provider/plate/draw-plate.ts';
import type { Scene } from '../../provider/plate/read-scene.ts';
import { applyDamage, type Damage } from './damage.ts';

/** The product of a reference photo in a drawn room: cut out, damaged as told, put down with a shadow. */
export async function redraw(
  reference: Uint8Array,
  scene: Scene,
  size: { width: number; height: number },
  damage: Damage,
): Promise<Pixels> {
  const plate = await drawPlate(scene, size.width, size.height);
  const product = await applyDamage(await cutOut(reference), damage);
  const fitted = await sharp(product)
    .resize(Math.round(size.width * 0.62), Math.round(size.height * 0.55), { fit: 'inside' })
    .png()
    .toBuffer({ resolveWithObject: true });
  const foot = Math.round(size.height * Math.min(0.92, Math.max(0.8, scene.horizon + 0.16)));
  const left = Math.round((size.width - fitted.info.width) / 2);
  const top = Math.max(0, foot - fitted.info.height);
  const data = await sharp(plate.data, {
    raw: { width: size.width, height: size.height, channels: 3 },
  })
    .composite([
      { input: shadowSvg(scene, size, foot, fitted.info.width), left: 0, top: 0 },
      { input: fitted.data, left, top },
    ])
    .removeAlpha()
    .raw()
    .toBuffer();
  return { data, ...size };
}

/** RGBA PNG of the subject alone, trimmed to its box. */
async function cutOut(reference: Uint8Array): Promise<Buffer> {
  const subject = await findSubject(reference);
  const upright = await sharp(reference)
    .rotate()
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = upright.info;
  const mask = await sharp(subject.mask, {
    raw: { width: subject.width, height: subject.height, channels: 1 },
  })
    .blur(0.6)
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  const whole = await sharp(upright.data, { raw: { width, height, channels: 3 } })
    .joinChannel(mask, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
  const { box } = subject;
  const left = Math.min(width - 1, Math.floor(box.left * width));
  const top = Math.min(height - 1, Math.floor(box.top * height));
  return sharp(whole)
    .extract({
      left,
      top,
      width: Math.max(1, Math.min(width - left, Math.ceil(box.width * width))),
      height: Math.max(1, Math.min(height - top, Math.ceil(box.height * height))),
    })
    .png()
    .toBuffer();
}

function shadowSvg(
  scene: Scene,
  size: { width: number; height: number },
  foot: number,
  productWidth: number,
): Buffer {
  const fall = scene.lightFrom.endsWith('left') ? 0.22 : scene.lightFrom.endsWith('right') ? -0.22 : 0;
  const x = size.width / 2 + productWidth * fall;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"><defs><filter id="s" x="-50%" y="-200%" width="200%" height="500%"><feGaussianBlur stdDeviation="${size.width / 80}"/></filter></defs><ellipse cx="${x}" cy="${foot - size.height * 0.008}" rx="${productWidth * 0.55}" ry="${size.height * 0.022}" fill="#000" fill-opacity="0.5" filter="url(#s)"/></svg>`,
  );
}
