import { BufferAttribute, Color, Group, Mesh, MeshLambertMaterial, PlaneGeometry } from 'three';

/**
 * A sheet of background paper: flat under the product, curving up behind it. `wall` tints the upper part, for a
 * sheet in two tones. Throws no shadow and so never darkens itself.
 */
export function buildSweep(options: {
  colour: string;
  wall?: string | undefined;
  size: number;
  facing: number;
}): Group {
  const { size } = options;
  const rows = 160;
  const geometry = new PlaneGeometry(size * 60, 1, 60, rows);
  const position = geometry.getAttribute('position');
  const colours = new Float32Array(position.count * 3);
  const floor = new Color(options.colour);
  const wall = new Color(options.wall ?? options.colour);
  const front = 7 * size;
  const bend = 2.6 * size;
  const back = -2.4 * size;
  for (let index = 0; index < position.count; index++) {
    const along = (position.getY(index) + 0.5) * (front - back + (Math.PI / 2) * bend + size * 22);
    const [y, z, rise] = pointOfSweep(along, { front, back, bend });
    const x = position.getX(index);
    position.setXYZ(index, x, y, z);
    const tone = floor.clone().lerp(wall, rise);
    // Light falls off away from the set: lamps stand near, not at infinity.
    const falloff = 1 / (1 + (x * x + Math.max(0, -z) ** 2 * 1.2 + y * y * 0.7) / (size * 11) ** 2);
    tone.multiplyScalar(falloff).toArray(colours, index * 3);
  }
  geometry.setAttribute('color', new BufferAttribute(colours, 3));
  geometry.computeVertexNormals();
  const material = new MeshLambertMaterial({ vertexColors: true });
  const sheet = new Mesh(geometry, material);
  sheet.receiveShadow = true;
  const group = new Group();
  group.add(sheet);
  group.rotation.y = (options.facing * Math.PI) / 180;
  return group;
}

function pointOfSweep(
  along: number,
  sheet: { front: number; back: number; bend: number },
): [number, number, number] {
  const flat = sheet.front - sheet.back;
  if (along <= flat) return [0, sheet.front - along, 0];
  const arcLength = (Math.PI / 2) * sheet.bend;
  if (along <= flat + arcLength) {
    const angle = (along - flat) / sheet.bend;
    return [
      sheet.bend * (1 - Math.cos(angle)),
      sheet.back - sheet.bend * Math.sin(angle),
      angle / (Math.PI / 2),
    ];
  }
  return [sheet.bend + along - flat - arcLength, sheet.back - sheet.bend, 1];
}
