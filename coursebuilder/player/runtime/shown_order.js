// Answers that are right by their place stand on the page in another order, where they have other letters:
// the page must not give the right ones away. A question's `order` tells which is which.

export function meant({ order }, shown) {
  return order[parseInt(shown, 36) - 10];
}

export function shownAs({ order }, letter) {
  return (order.indexOf(letter) + 10).toString(36);
}

// How many are in their place.
export function inPlace({ right }, given) {
  return Array.from(given).filter((letter, n) => letter === right[n]).length;
}
