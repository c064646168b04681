/** Characters that a person can read out and type, without those that look alike. */
const alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Random letters; about 116 bits. */
const length = 20;

/** A random password that the strictest of Auth0's policies for database connections takes. */
export function generatePassword(): string {
  const random = crypto.getRandomValues(new Uint32Array(length));
  const letters = Array.from(random, (number) => alphabet[number % alphabet.length]).join("");
  // Letters of both cases, a digit and a sign are demanded by Auth0's policies “good” and “excellent”.
  return `${letters}aA9!`;
}
