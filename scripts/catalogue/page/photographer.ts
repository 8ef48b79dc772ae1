import {
  AdditiveBlending,
  type Camera,
  Color,
  DirectionalLight,
  DoubleSide,
  FloatType,
  HalfFloatType,
  Mesh,
  MeshBasicMaterial,
  NearestFilter,
  type Object3D,
  OrthographicCamera,
  PlaneGeometry,
  Scene,
  ShaderMaterial,
  type Vector3,
  type WebGLRenderer,
  WebGLRenderTarget,
} from 'three';
import type { FramedCamera } from './camera.ts';
import type { Surroundings } from './probe.ts';
import { evenPoint, type Random, seededRandom } from './random.ts';

/** Lights of one pass; with the maps of a material this stays below the 32 textures that software rendering grants. */
const LIGHTS_PER_PASS = 14;
const SHADOW_SIDE = 1024;

export interface Exposure {
  scene: Scene;
  framed: FramedCamera;
  surroundings: Surroundings;
  /** What throws a shadow that matters stands in this ball. */
  casters: { centre: Vector3; radius: number };
  /** Glass: throws a shadow only in this share of the light samples. */
  faintCasters: readonly { mesh: Mesh; share: number }[];
  width: number;
  height: number;
  passes: number;
  seed: number;
}

/** Lights that stand for the whole of the surroundings while one pass is drawn. */
export function makeLights(scene: Scene, count: number, shadows: boolean): DirectionalLight[] {
  return Array.from({ length: count }, () => {
    const light = new DirectionalLight(0xffffff, 1);
    light.castShadow = shadows;
    light.shadow.mapSize.set(SHADOW_SIDE, SHADOW_SIDE);
    scene.add(light, light.target);
    return light;
  });
}

/** Aims `lights` at samples of the surroundings: strata number `offset + index` of `total`. */
export function aimLights(
  lights: readonly DirectionalLight[],
  surroundings: Surroundings,
  options: { strata: readonly number[]; total: number; centre: Vector3; radius: number; random: Random },
): void {
  const { centre, radius, random } = options;
  lights.forEach((light, index) => {
    const stratum = options.strata[index] ?? 0;
    const sample = surroundings.draw((stratum + random()) / options.total, random(), random());
    light.color.copy(sample.colour).multiplyScalar(1 / lights.length);
    light.position.copy(centre).addScaledVector(sample.direction, radius * 3);
    light.target.position.copy(centre);
    const camera = light.shadow.camera;
    camera.left = camera.bottom = -radius;
    camera.right = camera.top = radius;
    camera.near = radius;
    camera.far = radius * 5;
    camera.updateProjectionMatrix();
    light.shadow.bias = -0.0004;
    light.shadow.normalBias = radius * 0.007;
    light.shadow.radius = 4;
    light.updateMatrixWorld();
    light.target.updateMatrixWorld();
  });
}

/** Linear radiance, RGBA floats, bottom row first: the average of all passes. */
export function expose(renderer: WebGLRenderer, exposure: Exposure): Float32Array {
  const { scene, framed, width, height, passes } = exposure;
  const random = seededRandom(exposure.seed);
  const lights = makeLights(scene, LIGHTS_PER_PASS, true);
  const strata = shuffled(LIGHTS_PER_PASS * passes, random);
  const pass = new WebGLRenderTarget(width, height, { type: HalfFloatType, magFilter: NearestFilter });
  const adder = makeAdder(renderer, pass, passes);
  for (let index = 0; index < passes; index++) {
    aimLights(lights, exposure.surroundings, {
      strata: strata.slice(index * LIGHTS_PER_PASS, (index + 1) * LIGHTS_PER_PASS),
      total: strata.length,
      ...exposure.casters,
      random,
    });
    for (const faint of exposure.faintCasters) {
      faint.mesh.castShadow = (index * 0.618034) % 1 < faint.share;
    }
    framed.jitter(...jitterOf(index, passes));
    renderer.setRenderTarget(pass);
    drawNearestFirst(renderer, scene, framed.camera);
    adder.add();
  }
  for (const light of lights) scene.remove(light, light.target);
  pass.dispose();
  return adder.read();
}

/**
 * Draws depth alone first, then only what is nearest in colour: in software, shading what is hidden costs more
 * than everything else.
 */
function drawNearestFirst(renderer: WebGLRenderer, scene: Scene, camera: Camera): void {
  const depthOnly = new MeshBasicMaterial({ colorWrite: false });
  scene.overrideMaterial = depthOnly;
  renderer.shadowMap.autoUpdate = false;
  renderer.render(scene, camera);
  scene.overrideMaterial = null;
  renderer.shadowMap.autoUpdate = true;
  renderer.autoClear = false;
  renderer.clearColor();
  renderer.render(scene, camera);
  renderer.autoClear = true;
  depthOnly.dispose();
}

/** Share of each pixel that the product covers, as floats 0..1, bottom row first; same camera moves as the photo. */
export function exposeMask(
  renderer: WebGLRenderer,
  options: {
    scene: Scene;
    product: Object3D;
    framed: FramedCamera;
    width: number;
    height: number;
    passes: number;
  },
): Float32Array {
  const { scene, product, framed, width, height, passes } = options;
  const white = new MeshBasicMaterial({ color: 0xffffff, side: DoubleSide });
  const black = new MeshBasicMaterial({ color: 0x000000, side: DoubleSide });
  const dressed: { mesh: Mesh; material: Mesh['material'] }[] = [];
  scene.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    dressed.push({ mesh: object, material: object.material });
    // What stands before the product hides it in the mask as it does in the photo.
    object.material = isInside(object, product) ? white : black;
  });
  const pass = new WebGLRenderTarget(width, height, { magFilter: NearestFilter });
  const adder = makeAdder(renderer, pass, passes);
  for (let index = 0; index < passes; index++) {
    framed.jitter(...jitterOf(index, passes));
    renderer.setRenderTarget(pass);
    renderer.render(scene, framed.camera);
    adder.add();
  }
  for (const { mesh, material } of dressed) mesh.material = material;
  pass.dispose();
  const pixels = adder.read();
  return Float32Array.from({ length: width * height }, (_, index) => pixels[index * 4] ?? 0);
}

function isInside(object: Object3D, ancestor: Object3D): boolean {
  for (let at: Object3D | null = object; at; at = at.parent) if (at === ancestor) return true;
  return false;
}

/** Sub-pixel move (a filter 1.3 px wide) and place on the round lens of pass `index`. */
function jitterOf(index: number, passes: number): [[number, number], [number, number]] {
  const [u, v] = evenPoint(index);
  const radius = Math.sqrt((index + 0.5) / passes);
  const angle = index * Math.PI * (3 - Math.sqrt(5));
  return [
    [(u - 0.5) * 1.3, (v - 0.5) * 1.3],
    [radius * Math.cos(angle), radius * Math.sin(angle)],
  ];
}

function shuffled(count: number, random: Random): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let index = count - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const kept = order[index] ?? 0;
    order[index] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

/** Sums passes on the graphics side; 32-bit floats, so that a hundred passes lose nothing. */
function makeAdder(renderer: WebGLRenderer, pass: WebGLRenderTarget, passes: number) {
  const sum = new WebGLRenderTarget(pass.width, pass.height, { type: FloatType, magFilter: NearestFilter });
  const camera = new OrthographicCamera(-1, 1, 1, -1, 0, 1);
  const material = new ShaderMaterial({
    uniforms: { picture: { value: pass.texture }, weight: { value: 1 / passes } },
    vertexShader: 'varying vec2 at; void main() { at = uv; gl_Position = vec4(position.xy, 0.0, 1.0); }',
    fragmentShader:
      'varying vec2 at; uniform sampler2D picture; uniform float weight; void main() { gl_FragColor = texture2D(picture, at) * weight; }',
    blending: AdditiveBlending,
    premultipliedAlpha: true,
    depthTest: false,
    depthWrite: false,
  });
  const quad = new Scene();
  quad.add(new Mesh(new PlaneGeometry(2, 2), material));
  renderer.setRenderTarget(sum);
  renderer.setClearColor(new Color(0x000000), 0);
  renderer.clear();
  return {
    add() {
      renderer.setRenderTarget(sum);
      renderer.autoClear = false;
      renderer.render(quad, camera);
      renderer.autoClear = true;
    },
    read(): Float32Array {
      const pixels = new Float32Array(pass.width * pass.height * 4);
      renderer.readRenderTargetPixels(sum, 0, 0, pass.width, pass.height, pixels);
      sum.dispose();
      renderer.setRenderTarget(null);
      return pixels;
    },
  };
}
