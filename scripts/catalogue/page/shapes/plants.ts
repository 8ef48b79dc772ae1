import { BufferGeometry, Float32BufferAttribute, MeshPhysicalMaterial } from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';

/** A leaf: a bent, folded blade from the origin along +y, leaning towards +z; pointed at both ends unless `blunt`. */
export function leaf(
  length: number,
  width: number,
  bend: number,
  fold = 0.25,
  options: { blunt?: boolean } = {},
): BufferGeometry {
  const rows = 14;
  const across = 4;
  const positions: number[] = [];
  const uvs: number[] = [];
  const indices: number[] = [];
  for (let row = 0; row <= rows; row++) {
    const t = row / rows;
    const lens = Math.sin(Math.PI * t ** 0.72) ** 0.8;
    const blade =
      (0.62 + 0.38 * Math.sin(Math.PI * Math.min(1, t * 1.15))) * Math.sqrt(Math.max(0, 1 - t ** 5));
    const half = (width / 2) * (options.blunt ? blade : lens);
    const lean = bend * t * t;
    for (let step = 0; step <= across; step++) {
      const s = (step / across) * 2 - 1;
      positions.push(
        s * half,
        Math.cos(lean) * t * length,
        Math.sin(lean) * t * length + Math.abs(s) * half * fold,
      );
      uvs.push(step / across, t);
    }
  }
  for (let row = 0; row < rows; row++) {
    for (let step = 0; step < across; step++) {
      const a = row * (across + 1) + step;
      indices.push(a, a + 1, a + across + 1, a + 1, a + across + 2, a + across + 1);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setAttribute('uv', new Float32BufferAttribute(uvs, 2));
  geometry.setIndex(indices);
  geometry.computeVertexNormals();
  return withBack(geometry, 0.06);
}

/** Gives a sheet its other side, that much apart: one sheet lit from both sides would shade itself black. */
function withBack(sheet: BufferGeometry, thickness: number): BufferGeometry {
  const back = sheet.clone();
  const position = back.getAttribute('position');
  const normal = back.getAttribute('normal');
  for (let index = 0; index < position.count; index++) {
    const [x, y, z] = [normal.getX(index), normal.getY(index), normal.getZ(index)];
    position.setXYZ(
      index,
      position.getX(index) - x * thickness,
      position.getY(index) - y * thickness,
      position.getZ(index) - z * thickness,
    );
    normal.setXYZ(index, -x, -y, -z);
  }
  back.index?.array.reverse();
  return mergeGeometries([sheet, back]);
}

export function leafMaterial(colour: string): MeshPhysicalMaterial {
  return new MeshPhysicalMaterial({ color: colour, roughness: 0.42 });
}
