/** Bodies, and the shadows they throw on the ground; two layers, as the ground is drawn between light and things. */
export type PropLayers = { bodies: string; shadows: string };
