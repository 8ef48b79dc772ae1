import { CanvasTexture, MeshPhysicalMaterial, RepeatWrapping, SRGBColorSpace } from 'three';
import { seededRandom } from '../random.ts';
import { context2d } from '../surfaces.ts';

/** Walls and pictures that are drawn rather than grown from noise. */

/** Paints a square that repeats every `tile` centimetres. */
function painted(
  tile: number,
  roughness: number,
  draw: (context: CanvasRenderingContext2D, side: number) => void,
): MeshPhysicalMaterial {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1024;
  draw(context2d(canvas), 1024);
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  map.wrapS = map.wrapT = RepeatWrapping;
  map.anisotropy = 4;
  map.repeat.set(1 / tile, 1 / tile);
  return new MeshPhysicalMaterial({ map, roughness, specularIntensity: 0.4 });
}

/** Leaves and berries on a dusty ground. */
export function wallpaper(): MeshPhysicalMaterial {
  return painted(28, 0.9, (context, side) => {
    context.fillStyle = '#d9c8b6';
    context.fillRect(0, 0, side, side);
    const draw = (x: number, y: number, turn: number) => {
      context.save();
      context.translate(x, y);
      context.rotate(turn);
      context.strokeStyle = '#59705f';
      context.lineWidth = 7;
      context.beginPath();
      context.moveTo(0, 210);
      context.quadraticCurveTo(30, 0, 0, -210);
      context.stroke();
      for (let index = 0; index < 8; index++) {
        context.save();
        context.translate(12 - Math.abs(index - 4) * 3, 170 - index * 46);
        context.rotate((index % 2 === 0 ? 1 : -1) * 0.95 - Math.PI / 2);
        context.fillStyle = index % 3 === 0 ? '#7d927f' : '#59705f';
        context.beginPath();
        context.ellipse(62, 0, 66, 21, 0, 0, Math.PI * 2);
        context.fill();
        context.restore();
      }
      context.fillStyle = '#b4553f';
      for (const [bx, by] of [
        [52, -170],
        [-44, -110],
        [60, -60],
      ] as const) {
        context.beginPath();
        context.arc(bx, by, 15, 0, Math.PI * 2);
        context.fill();
      }
      context.restore();
    };
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        draw(256 + dx * side, 256 + dy * side, 0.3);
        draw(768 + dx * side, 768 + dy * side, -0.4);
        draw(768 + dx * side, 240 + dy * side, 2.7);
        draw(256 + dx * side, 780 + dy * side, 3.5);
      }
    }
  });
}

export function poster(): MeshPhysicalMaterial {
  return painted(1, 0.6, (context, side) => {
    context.fillStyle = '#efe6d6';
    context.fillRect(0, 0, side, side);
    const shapes = [
      ['#c65a3b', 380, 400, 260],
      ['#2f4b5c', 640, 620, 220],
      ['#e0ad4b', 330, 720, 150],
    ] as const;
    for (const [colour, x, y, radius] of shapes) {
      context.fillStyle = colour;
      context.beginPath();
      context.arc(x, y, radius, 0, Math.PI * 2);
      context.fill();
    }
  });
}

/** A hedge far behind, out of focus. */
export function hedge(): MeshPhysicalMaterial {
  return blurredSpots(260, '#3f5a30', ['#56753c', '#7d9a52', '#2f4526', '#a9bd72', '#486a3a', '#d6deaf']);
}

/** What a window shows, out of focus: bright sky above, trees and houses below. */
export function outdoors(): MeshPhysicalMaterial {
  const material = blurredSpots(130, '#b9c6cc', [
    '#dfe6ea',
    '#93a58c',
    '#c9d3c6',
    '#eef1f1',
    '#a7b5a0',
    '#d8cfc2',
  ]);
  material.emissive.set('#8d979c');
  material.emissiveMap = material.map;
  return material;
}

function blurredSpots(tile: number, ground: string, colours: readonly string[]): MeshPhysicalMaterial {
  return painted(tile, 1, (context, side) => {
    const random = seededRandom(77);
    context.fillStyle = ground;
    context.fillRect(0, 0, side, side);
    for (let index = 0; index < 420; index++) {
      context.fillStyle = colours[Math.floor(random() * colours.length)] ?? ground;
      context.globalAlpha = 0.25 + 0.5 * random();
      const radius = 14 + random() * 62;
      const [x, y] = [random() * side, random() * side];
      for (const dx of [-side, 0, side]) {
        context.beginPath();
        context.ellipse(x + dx, y, radius, radius * (0.6 + 0.6 * random()), random() * 3, 0, Math.PI * 2);
        context.fill();
      }
    }
    // One blur at the end: a blurred brush would be slow.
    context.globalAlpha = 1;
    context.filter = 'blur(14px)';
    context.drawImage(context.canvas, 0, 0);
    context.filter = 'none';
  });
}

export function pegboard(): MeshPhysicalMaterial {
  return painted(20, 0.8, (context, side) => {
    context.fillStyle = '#cfc6b6';
    context.fillRect(0, 0, side, side);
    for (let row = 0; row < 8; row++) {
      for (let column = 0; column < 8; column++) {
        const [x, y] = [(column + 0.5) * 128, (row + 0.5) * 128];
        const hole = context.createRadialGradient(x, y - 3, 2, x, y, 17);
        hole.addColorStop(0, '#2a241d');
        hole.addColorStop(0.85, '#4a4136');
        hole.addColorStop(1, '#e0d8ca');
        context.fillStyle = hole;
        context.beginPath();
        context.arc(x, y, 17, 0, Math.PI * 2);
        context.fill();
      }
    }
  });
}
