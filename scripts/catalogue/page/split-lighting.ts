import { ShaderChunk } from 'three';

/**
 * Splits three's shading between two estimators, so that nothing is counted twice:
 * diffuse light comes only from many shadow-casting lights drawn from the surroundings (soft shadows and
 * occlusion come out of the average), mirror-like light only from the map of the surroundings.
 * Must run before the first material is compiled.
 */
export function splitLighting(): void {
  replaceOnce(
    'lights_physical_pars_fragment',
    'reflectedLight.directSpecular += irradiance * specularBRDF * material.multiScatteringCompensation;',
    '',
  );
  replaceOnce(
    'lights_physical_pars_fragment',
    'clearcoatSpecularDirect += ccIrradiance * BRDF_GGX_Clearcoat( directLight.direction, geometryViewDir, geometryClearcoatNormal, material );',
    '',
  );
  replaceOnce('shadowmap_pars_fragment', FIVE_TAPS, ONE_TAP);
  replaceOnce('lights_fragment_maps', 'radiance += iblRadiance;', FLOOR_IS_NEAR);
  replaceOnce('opaque_fragment', '#ifdef OPAQUE', `${DROP_ACCIDENTS}\n#ifdef OPAQUE`);
  replaceOnce('lights_fragment_maps', 'iblIrradiance += getIBLIrradiance( geometryNormal );', '');
}

const FIVE_TAPS = `shadow = (
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 0, 5, phi ) * radius, shadowCoord.z ) ) +
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 1, 5, phi ) * radius, shadowCoord.z ) ) +
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 2, 5, phi ) * radius, shadowCoord.z ) ) +
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 3, 5, phi ) * radius, shadowCoord.z ) ) +
					texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( 4, 5, phi ) * radius, shadowCoord.z ) )
				) * 0.2;`;

/**
 * One look at a place that differs from pixel to pixel and from light to light: with a hundred lights the average
 * is smooth, and a look is what costs time.
 */
const ONE_TAP = `float away = fract( phi * 3.7 + shadowCoord.z * 91.7 );
				float turn = fract( phi + shadowCoord.z * 61.3 ) * PI2;
				shadow = texture( shadowMap, vec3( shadowCoord.xy + sqrt( away ) * vec2( cos( turn ), sin( turn ) ) * radius, shadowCoord.z ) );`;

/**
 * The map of the surroundings is seen from the product's middle and holds no product: at its foot it would mirror
 * a floor in full light. There the floor lies in the product's own shadow.
 */
const FLOOR_IS_NEAR = `float lookDown = - dot( viewMatrix[ 1 ].xyz, reflect( - geometryViewDir, geometryNormal ) );
		float aboveFloor = max( 0.0, cameraPosition.y - dot( viewMatrix[ 1 ].xyz, vViewPosition ) );
		iblRadiance *= lookDown > 0.0 ? 0.3 + 0.7 * smoothstep( 0.0, 2.5, aboveFloor / lookDown ) : 1.0;
		radiance += iblRadiance;`;

/**
 * Software rendering leaves a few pixels that are no number, at edges of triangles. One of them in the map of the
 * surroundings spreads over whole reflections, one in a photo is a black dot among a hundred good samples.
 */
const DROP_ACCIDENTS = `if ( any( isnan( outgoingLight ) ) || any( isinf( outgoingLight ) ) ) outgoingLight = vec3( 0.0 );`;

type ChunkName =
  | 'opaque_fragment'
  | 'shadowmap_pars_fragment'
  | 'lights_physical_pars_fragment'
  | 'lights_fragment_maps';

function replaceOnce(chunk: ChunkName, from: string, to: string): void {
  const before = ShaderChunk[chunk];
  if (!before.includes(from))
    throw new Error(`three's ${chunk} no longer holds the line to replace: ${from}`);
  ShaderChunk[chunk] = before.replace(from, to);
}
