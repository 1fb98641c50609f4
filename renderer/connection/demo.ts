/** What `connection.open` calls the demo workspace. */
export const demoProfileId = 'demo'
