const SCENE = /^(?:qrscene_)?bind-(\d{1,9})$/;

/**
 * What a QR code carries that binds whoever scans it to this car's owner: as the scene of the service account's code, or
 * as the state of a member's 联系我 code. Only we can make either.
 */
export const bindingSceneOf = (vehicleId: number) => `bind-${vehicleId}`;

/** The car of such a code; undefined for any other. */
export function vehicleOfScene(scene: string): number | undefined {
  const id = SCENE.exec(scene)?.[1];
  return id === undefined ? undefined : Number(id);
}
