import {
  Box3,
  Group,
  Mesh,
  type MeshPhysicalMaterial,
  type Object3D,
  PlaneGeometry,
  type Vector3,
} from 'three';
import type { SceneName } from '../../shot.ts';
import { coarsened } from '../geometry.ts';
import type { Random } from '../random.ts';
import { between } from '../random.ts';
import { place } from '../shapes/shape.ts';
import { rumple } from './props.ts';
import type { ScenePlan } from './scene-plan.ts';
import { SCENES } from './scenes.ts';

export interface SceneOptions {
  /** Size of the product's box. */
  extent: Vector3;
  random: Random;
}

export function buildScene(name: SceneName, options: SceneOptions): Object3D {
  const plan = SCENES[name](options.random);
  const { extent } = options;
  const size = Math.max(extent.x, extent.y, extent.z);
  const wallZ = -(extent.z / 2 + plan.wallGap[0] + plan.wallGap[1] * size);
  const stage = new Group();
  stage.add(floor(plan, size, wallZ), wall(plan.wall, size, wallZ));
  let reach = [extent.x / 2, extent.x / 2];
  plan.props.forEach((prop, index) => {
    coarsened(prop);
    const side = index % 2;
    const box = new Box3().setFromObject(prop);
    const width = box.max.x - box.min.x;
    const near = reach[side] ?? 0;
    const x = near + between(options.random, 0.05, 0.16) * size + width / 2;
    const depth = box.max.z - box.min.z;
    const behind = -extent.z / 2 - depth / 2 - between(options.random, 0.02, 0.3) * size;
    const z = Math.max(behind, wallZ + depth / 2 + 1);
    place(prop, { at: [(side === 0 ? -1 : 1) * x - (box.max.x + box.min.x) / 2, prop.position.y, z] });
    reach = side === 0 ? [near + width * 0.8, reach[1] ?? 0] : [reach[0] ?? 0, near + width * 0.8];
    stage.add(prop);
  });
  plan.atWall?.forEach((thing, index) => {
    const x = (index % 2 === 0 ? -1 : 1) * size * between(options.random, 0.35, 0.7);
    place(thing, { at: [x, thing.position.y, wallZ + 1.2 - new Box3().setFromObject(thing).min.z] });
    stage.add(thing);
  });
  stage.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    object.receiveShadow = true;
    object.castShadow = object.userData.ground !== true;
  });
  return stage;
}

function floor(plan: ScenePlan, size: number, wallZ: number): Mesh {
  const front = size * 9;
  const width = size * 26;
  const cells = plan.rumpled ? 150 : 1;
  const geometry = new PlaneGeometry(width, front - wallZ, cells, cells);
  geometry.rotateX(-Math.PI / 2);
  geometry.translate(0, 0, (front + wallZ) / 2);
  const position = geometry.getAttribute('position');
  const uv = geometry.getAttribute('uv');
  for (let index = 0; index < position.count; index++) {
    const [x, z] = [position.getX(index), position.getZ(index)];
    uv.setXY(index, x, -z);
    if (plan.rumpled) position.setY(index, rumple(x, z, size * 0.75, 3) - 0.02);
  }
  geometry.computeVertexNormals();
  const mesh = new Mesh(geometry, plan.floor);
  mesh.userData.ground = !plan.rumpled;
  return mesh;
}

function wall(material: MeshPhysicalMaterial, size: number, wallZ: number): Mesh {
  const geometry = new PlaneGeometry(size * 26, size * 12);
  geometry.translate(0, size * 6, wallZ);
  const position = geometry.getAttribute('position');
  const uv = geometry.getAttribute('uv');
  for (let index = 0; index < position.count; index++)
    uv.setXY(index, position.getX(index), position.getY(index));
  const mesh = new Mesh(geometry, material);
  mesh.userData.ground = true;
  return mesh;
}
