import {
  BackSide,
  CanvasTexture,
  Color,
  DoubleSide,
  Group,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  SphereGeometry,
  type Vector3,
} from 'three';
import type { RigName } from '../shot.ts';
import { context2d } from './surfaces.ts';

/** The layer of what lights the set without standing in the picture. */
export const RIG_LAYER = 1;

interface Panel {
  /** Degrees around (0 is where the camera stands, positive to its right) and above the product. */
  around: number;
  above: number;
  /** Distance, width and height in product sizes. */
  distance: number;
  width: number;
  height: number;
  /** Radiance, and its colour. */
  strength: number;
  tint?: string;
  /** Panes of a window. */
  panes?: number;
  /** A black card: gives glass and polished metal an edge to show. */
  flag?: boolean;
}

interface Rig {
  panels: readonly Panel[];
  /** The room beyond: radiance overhead, at the horizon and on the ground behind the camera. */
  room: { top: string; horizon: string; ground: string; strength: number };
}

const RIGS: Readonly<Record<RigName, Rig>> = {
  softboxes: {
    panels: [
      { around: -48, above: 38, distance: 5, width: 3.6, height: 4.6, strength: 11 },
      { around: 62, above: 22, distance: 6, width: 2.6, height: 5, strength: 4.2 },
      { around: 168, above: 58, distance: 5, width: 5, height: 1.6, strength: 7 },
      { around: -98, above: 4, distance: 3.4, width: 1.1, height: 5, strength: 0.03, flag: true },
      { around: 104, above: 4, distance: 3.4, width: 0.9, height: 5, strength: 0.03, flag: true },
    ],
    room: { top: '#8a8a8c', horizon: '#6f6f72', ground: '#4a4a4b', strength: 1 },
  },
  overhead: {
    panels: [
      { around: 0, above: 84, distance: 4.5, width: 5.5, height: 5.5, strength: 8 },
      { around: -75, above: 18, distance: 6, width: 2.4, height: 5, strength: 3.2 },
      { around: 75, above: 18, distance: 6, width: 2.4, height: 5, strength: 2.6 },
    ],
    room: { top: '#b6b6b8', horizon: '#8b8b8d', ground: '#58585a', strength: 1 },
  },
  window: {
    panels: [
      {
        around: -82,
        above: 24,
        distance: 5.5,
        width: 4.6,
        height: 5.2,
        strength: 12,
        tint: '#eef4ff',
        panes: 2,
      },
      { around: 70, above: 30, distance: 8, width: 5, height: 5, strength: 0.8, tint: '#fff1e0' },
    ],
    room: { top: '#a8a49e', horizon: '#857c72', ground: '#5a5047', strength: 0.75 },
  },
  lateSun: {
    panels: [
      { around: -118, above: 32, distance: 9, width: 0.75, height: 0.75, strength: 420, tint: '#ffe2b8' },
      { around: 60, above: 50, distance: 7, width: 6, height: 5, strength: 2.2, tint: '#dfeaff' },
    ],
    room: { top: '#b9c3d4', horizon: '#a89f95', ground: '#6a5d50', strength: 0.95 },
  },
  ceiling: {
    panels: [
      { around: 20, above: 68, distance: 6, width: 1.5, height: 1.5, strength: 62, tint: '#ffe9cf' },
      { around: -100, above: 50, distance: 9, width: 1.3, height: 1.3, strength: 62, tint: '#ffe9cf' },
      { around: 120, above: 10, distance: 9, width: 3, height: 4, strength: 1.6, tint: '#e4edff' },
    ],
    room: { top: '#b5aa9c', horizon: '#93887b', ground: '#5c5146', strength: 0.95 },
  },
  rim: {
    panels: [
      { around: -128, above: 26, distance: 5, width: 2, height: 5, strength: 14 },
      { around: 122, above: 26, distance: 5, width: 2, height: 5, strength: 10 },
      { around: -30, above: 60, distance: 5, width: 3.4, height: 2.6, strength: 9 },
      { around: -75, above: 4, distance: 3.4, width: 1.1, height: 5, strength: 0.03, flag: true },
      { around: 78, above: 4, distance: 3.4, width: 0.9, height: 5, strength: 0.03, flag: true },
    ],
    room: { top: '#5c5c60', horizon: '#3c3c40', ground: '#2a2a2c', strength: 1 },
  },
};

/** The lamps, windows and walls around a product of that size; `facing` is the camera's azimuth in degrees. */
export function buildRig(name: RigName, options: { centre: Vector3; size: number; facing: number }): Group {
  const rig = RIGS[name];
  const group = new Group();
  for (const panel of rig.panels) group.add(buildPanel(panel, options));
  group.add(buildRoom(rig.room, options));
  group.traverse((object) => object.layers.set(RIG_LAYER));
  return group;
}

function buildPanel(panel: Panel, options: { centre: Vector3; size: number; facing: number }): Mesh {
  const colour = new Color(panel.tint ?? '#ffffff').multiplyScalar(panel.strength);
  const material = new MeshBasicMaterial({
    color: colour,
    map: panel.flag ? null : panel.panes ? windowTexture(panel.panes) : softboxTexture(),
    transparent: !panel.flag,
    side: DoubleSide,
  });
  const mesh = new Mesh(new PlaneGeometry(panel.width * options.size, panel.height * options.size), material);
  const around = ((panel.around + options.facing) * Math.PI) / 180;
  const above = (panel.above * Math.PI) / 180;
  mesh.position
    .set(Math.sin(around) * Math.cos(above), Math.sin(above), Math.cos(around) * Math.cos(above))
    .multiplyScalar(panel.distance * options.size)
    .add(options.centre);
  mesh.lookAt(options.centre);
  mesh.castShadow = false;
  return mesh;
}

/** Bright in the middle, round at the corners, soft at the rim: cloth over a lamp. */
function softboxTexture(): CanvasTexture {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 256;
  const context = context2d(canvas);
  context.filter = 'blur(6px)';
  const glow = context.createRadialGradient(128, 128, 10, 128, 128, 150);
  glow.addColorStop(0, '#ffffff');
  glow.addColorStop(1, '#b9b9b9');
  context.fillStyle = glow;
  context.beginPath();
  context.roundRect(12, 12, 232, 232, 14);
  context.fill();
  return new CanvasTexture(canvas);
}

function windowTexture(panes: number): CanvasTexture {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 256;
  const context = context2d(canvas);
  context.filter = 'blur(1px)';
  const sky = context.createLinearGradient(0, 0, 0, 256);
  sky.addColorStop(0, '#ffffff');
  sky.addColorStop(0.7, '#e6e6e6');
  sky.addColorStop(1, '#a9aba4');
  context.fillStyle = sky;
  const pane = 244 / panes;
  for (let row = 0; row < panes; row++) {
    for (let column = 0; column < panes; column++) {
      context.fillRect(8 + column * pane, 8 + row * pane, pane - 8, pane - 8);
    }
  }
  return new CanvasTexture(canvas);
}

function buildRoom(room: Rig['room'], options: { centre: Vector3; size: number }): Mesh {
  const canvas = document.createElement('canvas');
  canvas.width = 4;
  canvas.height = 256;
  const context = context2d(canvas);
  const gradient = context.createLinearGradient(0, 0, 0, 256);
  gradient.addColorStop(0, room.top);
  gradient.addColorStop(0.5, room.horizon);
  gradient.addColorStop(0.62, room.ground);
  gradient.addColorStop(1, room.ground);
  context.fillStyle = gradient;
  context.fillRect(0, 0, 4, 256);
  const material = new MeshBasicMaterial({
    map: new CanvasTexture(canvas),
    color: new Color(room.strength, room.strength, room.strength),
    side: BackSide,
  });
  const mesh = new Mesh(new SphereGeometry(options.size * 60, 32, 24), material);
  mesh.position.copy(options.centre);
  return mesh;
}
