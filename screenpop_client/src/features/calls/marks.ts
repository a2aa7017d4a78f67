const FIRST = 137;
const LAST = 593;
const STEP = 15;

/** Move marks apart that would lie on each other, in their order and within the picture as long as there is room. */
export function placed(wanted: readonly number[]): readonly number[] {
  const places: number[] = [];
  for (const x of wanted) places.push(Math.max(FIRST, x, (places.at(-1) ?? -STEP) + STEP));
  let room = LAST;
  for (let place = places.length - 1; place >= 0; place--) {
    places[place] = Math.max(FIRST, Math.min(places[place] ?? room, room));
    room = (places[place] ?? room) - STEP;
  }
  return places;
}
