import {
  Color,
  CubeCamera,
  DataUtils,
  HalfFloatType,
  type Object3D,
  type PMREMGenerator,
  type Scene,
  Vector3,
  WebGLCubeRenderTarget,
  type WebGLRenderer,
  type WebGLRenderTarget,
} from 'three';

/** A sample of the light that arrives at the product. */
export interface LightSample {
  direction: Vector3;
  /** Irradiance that a surface facing `direction` receives when this sample stands for all of the light. */
  colour: Color;
}

/** The surroundings as the product sees them: for reflections, and as a distribution to draw lights from. */
export interface Surroundings {
  reflections: WebGLRenderTarget | null;
  /** Draws a light for `u` in [0, 1); stratify `u` to spread the samples. */
  draw(u: number, jitterX: number, jitterY: number): LightSample;
  /** Irradiance (luminance) on a surface with that normal, nothing standing in between. */
  irradianceOn(normal: Vector3): number;
}

/** Side of the cube that lights are drawn from: 3.75 degrees a texel in the middle of a face. */
const SAMPLING_SIDE = 48;

interface Texel {
  direction: Vector3;
  right: Vector3;
  up: Vector3;
  red: number;
  green: number;
  blue: number;
  luminance: number;
  solidAngle: number;
}

/**
 * Photographs `scene` in all directions from `centre`. `hidden` (the product itself) is left out.
 * `reflections` makes the map for mirror-like light; without it there is none.
 */
export function captureSurroundings(
  renderer: WebGLRenderer,
  scene: Scene,
  options: {
    centre: Vector3;
    near: number;
    far: number;
    hidden: readonly Object3D[];
    reflections?: ReflectionFilter;
  },
): Surroundings {
  const wasVisible = options.hidden.map((object) => object.visible);
  for (const object of options.hidden) object.visible = false;
  const coarse = shootCube(renderer, scene, options, SAMPLING_SIDE);
  const reflections = options.reflections ? prefilter(renderer, scene, options, options.reflections) : null;
  options.hidden.forEach((object, index) => {
    object.visible = wasVisible[index] ?? true;
  });
  const texels = readTexels(renderer, coarse);
  coarse.dispose();
  return distribution(reflections, texels);
}

/** Makes maps for mirror-like light: one generator for all photos, and the side of a face in pixels. */
export interface ReflectionFilter {
  generator: PMREMGenerator;
  side: number;
}

function prefilter(
  renderer: WebGLRenderer,
  scene: Scene,
  options: { centre: Vector3; near: number; far: number },
  filter: ReflectionFilter,
): WebGLRenderTarget {
  const cube = shootCube(renderer, scene, options, filter.side);
  const filtered = filter.generator.fromCubemap(cube.texture);
  cube.dispose();
  return filtered;
}

function shootCube(
  renderer: WebGLRenderer,
  scene: Scene,
  options: { centre: Vector3; near: number; far: number },
  side: number,
): WebGLCubeRenderTarget {
  const target = new WebGLCubeRenderTarget(side, { type: HalfFloatType, generateMipmaps: false });
  const camera = new CubeCamera(options.near, options.far, target);
  camera.position.copy(options.centre);
  camera.layers.enable(0);
  camera.layers.enable(1);
  for (const child of camera.children) child.layers.mask = camera.layers.mask;
  scene.add(camera);
  camera.update(renderer, scene);
  scene.remove(camera);
  return target;
}

/**
 * The six cameras of three's CubeCamera in world space. Its field of view is -90 degrees, so that its pictures
 * stand on their heads and are mirrored: hence the negative x and y in `readTexels`.
 */
const FACES: readonly { forward: Vector3; up: Vector3 }[] = [
  { forward: new Vector3(1, 0, 0), up: new Vector3(0, 1, 0) },
  { forward: new Vector3(-1, 0, 0), up: new Vector3(0, 1, 0) },
  { forward: new Vector3(0, 1, 0), up: new Vector3(0, 0, -1) },
  { forward: new Vector3(0, -1, 0), up: new Vector3(0, 0, 1) },
  { forward: new Vector3(0, 0, 1), up: new Vector3(0, 1, 0) },
  { forward: new Vector3(0, 0, -1), up: new Vector3(0, 1, 0) },
];

function readTexels(renderer: WebGLRenderer, cube: WebGLCubeRenderTarget): Texel[] {
  const side = SAMPLING_SIDE;
  const texels: Texel[] = [];
  FACES.forEach((face, faceIndex) => {
    const pixels = new Uint16Array(side * side * 4);
    renderer.readRenderTargetPixels(cube, 0, 0, side, side, pixels, faceIndex);
    const right = new Vector3().crossVectors(face.forward, face.up);
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const x = 1 - ((column + 0.5) / side) * 2;
        const y = 1 - ((row + 0.5) / side) * 2;
        const direction = face.forward.clone().addScaledVector(right, x).addScaledVector(face.up, y);
        const distanceSquared = direction.lengthSq();
        direction.normalize();
        const at = (row * side + column) * 4;
        const red = DataUtils.fromHalfFloat(pixels[at] ?? 0);
        const green = DataUtils.fromHalfFloat(pixels[at + 1] ?? 0);
        const blue = DataUtils.fromHalfFloat(pixels[at + 2] ?? 0);
        texels.push({
          direction,
          right: right.clone().multiplyScalar(2 / side),
          up: face.up.clone().multiplyScalar(2 / side),
          red,
          green,
          blue,
          luminance: 0.2126 * red + 0.7152 * green + 0.0722 * blue,
          solidAngle: 4 / (side * side * distanceSquared ** 1.5),
        });
      }
    }
  });
  return texels;
}

function distribution(reflections: WebGLRenderTarget | null, texels: readonly Texel[]): Surroundings {
  const cumulative = new Float64Array(texels.length);
  let total = 0;
  texels.forEach((texel, index) => {
    total += texel.luminance * texel.solidAngle;
    cumulative[index] = total;
  });
  return {
    reflections,
    draw(u, jitterX, jitterY) {
      const texel = texels[lowerBound(cumulative, u * total)];
      if (!texel || texel.luminance <= 0) throw new Error('the scene holds no light');
      const scale = total / texel.luminance;
      const direction = texel.direction
        .clone()
        .addScaledVector(texel.right, jitterX - 0.5)
        .addScaledVector(texel.up, jitterY - 0.5)
        .normalize();
      return {
        direction,
        colour: new Color(texel.red * scale, texel.green * scale, texel.blue * scale),
      };
    },
    irradianceOn(normal) {
      let sum = 0;
      for (const texel of texels) {
        sum += texel.luminance * texel.solidAngle * Math.max(0, texel.direction.dot(normal));
      }
      return sum;
    },
  };
}

function lowerBound(cumulative: Float64Array, wanted: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
