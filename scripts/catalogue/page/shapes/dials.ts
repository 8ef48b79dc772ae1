import { type CanvasTexture, MeshPhysicalMaterial } from 'three';

/**
 * A printed disc under a shine of glass, for a face that `turned` made around +y and that then looks to +z.
 * Its uv runs around and inward, so the print is unrolled into that first.
 */
export function clockFace(print: CanvasTexture): MeshPhysicalMaterial {
  const material = new MeshPhysicalMaterial({
    map: print,
    roughness: 0.5,
    clearcoat: 0.6,
    clearcoatRoughness: 0.02,
  });
  material.onBeforeCompile = (shader) => {
    shader.fragmentShader = shader.fragmentShader.replace(
      '#include <map_fragment>',
      `vec2 onFace = 0.5 + 0.5 * ( 1.0 - vMapUv.y ) * vec2( sin( vMapUv.x * 6.2831853 ), -cos( vMapUv.x * 6.2831853 ) );
      diffuseColor *= texture2D( map, onFace );`,
    );
  };
  return material;
}
