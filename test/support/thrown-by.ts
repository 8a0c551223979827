/** The value that a promise rejects with. */
export const thrownBy = (result: Promise<unknown>): Promise<unknown> =>
  result.then(
    (value) => {
      throw new Error(`resolved with ${JSON.stringify(value)}`);
    },
    (thrown: unknown) => thrown,
  );
