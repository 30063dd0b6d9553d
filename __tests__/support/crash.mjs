// Preloaded into the action's process: crashes it as CRASH_KIND says when SIGUSR2 comes, with an error that carries what
// errors of HTTP clients carry: the request, its headers, and the environment it was made in.
process.on('SIGUSR2', () => {
  const token = process.env['INPUT_GITHUB-TOKEN'] ?? ''
  const request = { headers: { authorization: `Bearer ${token}` }, url: process.env.ACTIONS_ID_TOKEN_REQUEST_URL }
  const cause = Object.assign(new Error(process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN), { request })
  const error = Object.assign(new Error('crash\n##[add-mask]e\r::stop-commands::x', { cause }), { request })
  if (process.env.CRASH_KIND === 'rejection') void Promise.reject(error)
  else throw error
})
