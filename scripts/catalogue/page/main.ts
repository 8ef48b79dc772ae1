import {
  Box3,
  Mesh,
  NoToneMapping,
  type Object3D,
  PCFShadowMap,
  PMREMGenerator,
  Scene,
  Texture,
  Vector3,
  WebGLRenderer,
} from 'three';
import type { Shot } from '../shot.ts';
import { frameProduct, surfacePoints } from './camera.ts';
import { develop, developMask } from './develop.ts';
import { aimLights, expose, exposeMask, makeLights } from './photographer.ts';
import { captureSurroundings, type Surroundings } from './probe.ts';
import { seededRandom } from './random.ts';
import { buildRig } from './rigs.ts';
import { buildScene } from './scenes/index.ts';
import { buildShape } from './shapes/index.ts';
import { splitLighting } from './split-lighting.ts';
import { buildSweep } from './sweep.ts';

type TakePhoto = (shot: Shot, passes: number) => Promise<void>;

/** Takes the photo and its mask, sends both back to the server. */
async function takePhoto(room: DarkRoom, shot: Shot, passes: number): Promise<void> {
  const { renderer } = room;
  const product = buildShape(shot.shape, shot.options);
  product.rotation.y += ((shot.turn ?? 0) * Math.PI) / 180;
  standOnFloor(product);
  const points = surfacePoints(product);
  const box = new Box3().setFromPoints(points);
  const centre = box.getCenter(new Vector3());
  const size = box.getSize(new Vector3()).length() / 2;
  const framed = frameProduct(points, shot.camera, shot);
  const scene = new Scene();
  const stage = buildStage(shot, box, size);
  scene.add(buildRig(shot.rig, { centre, size, facing: shot.camera.azimuth }), stage, product);
  throwShadows(product);
  const surroundings = lightTheSet(room, { scene, stage, product, centre, size, seed: shot.seed });
  scene.environment = surroundings.reflections?.texture ?? null;
  const radiance = expose(renderer, {
    scene,
    framed,
    surroundings,
    casters: { centre, radius: Math.min(ballAround(stage, product, centre), size * 3.2) },
    faintCasters: faintCasters(scene),
    width: shot.width,
    height: shot.height,
    passes,
    seed: shot.seed,
  });
  const facing = framed.camera.position.clone().sub(centre).setY(0).normalize();
  const up = surroundings.irradianceOn(new Vector3(0, 1, 0));
  const towards = surroundings.irradianceOn(facing);
  const metered = 0.7 * Math.max(up, towards) + 0.3 * Math.min(up, towards);
  const picture = develop(radiance, {
    width: shot.width,
    height: shot.height,
    exposure: ((0.98 * Math.PI) / metered) * 2 ** (shot.ev ?? 0),
    warmth: shot.warmth ?? 0,
    grain: shot.grain ?? 0.8,
    seed: shot.seed,
  });
  await send('photo', picture);
  const coverage = exposeMask(renderer, { ...shot, scene, product, framed, passes: passes * 2 });
  await send('mask', developMask(coverage, shot.width, shot.height));
  clearAway(scene);
  surroundings.reflections?.dispose();
}

/** Frees pictures and forms; materials keep their programs, which cost most of a second each to compile. */
function clearAway(scene: Scene): void {
  scene.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    object.geometry.dispose();
    for (const material of [object.material].flat()) {
      for (const value of Object.values(material)) if (value instanceof Texture) value.dispose();
    }
  });
}

interface DarkRoom {
  renderer: WebGLRenderer;
  generator: PMREMGenerator;
}

function openDarkRoom(): DarkRoom {
  splitLighting();
  const renderer = new WebGLRenderer({ antialias: false, alpha: true });
  renderer.setSize(8, 8);
  renderer.toneMapping = NoToneMapping;
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.type = PCFShadowMap;
  return { renderer, generator: new PMREMGenerator(renderer) };
}

function buildStage(shot: Shot, box: Box3, size: number): Object3D {
  const facing = shot.camera.azimuth;
  if (shot.backdrop.kind === 'sweep') {
    return buildSweep({ colour: shot.backdrop.colour, wall: shot.backdrop.wall, size, facing });
  }
  const extent = box.getSize(new Vector3());
  const stage = buildScene(shot.backdrop.scene, { extent, random: seededRandom(shot.seed) });
  stage.rotation.y = (facing * Math.PI) / 180;
  return stage;
}

/**
 * Two looks around: the first at the lamps alone, to light the set roughly, the second at the lit set. So the
 * product also gets what floor and walls throw back, in their colours.
 */
function lightTheSet(
  { renderer, generator }: DarkRoom,
  set: { scene: Scene; stage: Object3D; product: Object3D; centre: Vector3; size: number; seed: number },
): Surroundings {
  const { scene, stage, product, centre, size } = set;
  const look = { centre, near: size * 0.02, far: size * 200 };
  const lamps = captureSurroundings(renderer, scene, { ...look, hidden: [stage, product] });
  const lights = makeLights(scene, 6, false);
  const strata = lights.map((_, index) => index);
  const random = seededRandom(set.seed + 1);
  aimLights(lights, lamps, { strata, total: lights.length, centre, radius: size, random });
  const surroundings = captureSurroundings(renderer, scene, {
    ...look,
    hidden: [product],
    reflections: { generator, side: 256 },
  });
  for (const light of lights) scene.remove(light, light.target);
  return surroundings;
}

function standOnFloor(product: Object3D): void {
  product.updateWorldMatrix(true, true);
  const box = new Box3().setFromObject(product, true);
  product.position.y -= box.min.y;
  product.updateWorldMatrix(true, true);
}

function throwShadows(product: Object3D): void {
  product.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    object.castShadow = true;
    object.receiveShadow = true;
  });
}

/** Radius of the ball around `centre` that holds everything that throws a shadow. */
function ballAround(stage: Object3D, product: Object3D, centre: Vector3): number {
  const box = new Box3();
  for (const thing of [stage, product]) {
    thing.traverse((object) => {
      if (object instanceof Mesh && object.castShadow) box.expandByObject(object);
    });
  }
  const furthest = box.max.clone().sub(centre).max(centre.clone().sub(box.min));
  return furthest.length();
}

function faintCasters(scene: Scene): { mesh: Mesh; share: number }[] {
  const faint: { mesh: Mesh; share: number }[] = [];
  scene.traverse((object) => {
    const share: unknown = object.userData.shadowShare;
    if (object instanceof Mesh && typeof share === 'number') faint.push({ mesh: object, share });
  });
  return faint;
}

async function send(what: string, bytes: Uint8Array): Promise<void> {
  const answer = await fetch(`/made/${what}`, { method: 'POST', body: bytes as Uint8Array<ArrayBuffer> });
  if (!answer.ok) throw new Error(`the server refused the ${what}: ${answer.status}`);
}

declare global {
  interface Window {
    takePhoto: TakePhoto;
  }
}

/** The one function that Node calls. One dark room serves all photos, so that nothing is compiled twice. */
const room = openDarkRoom();
window.takePhoto = (shot, passes) => takePhoto(room, shot, passes);
