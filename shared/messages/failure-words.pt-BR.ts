import { addressText } from '../connection/address-text.ts'
import type { FailureCatalogue, Fill } from './failure-sentence.ts'

const after = (fill: Fill, name: string, mark: string, end = '') => {
  const text = fill(name, '')
  return text === '' ? '' : `${mark}${text}${end}`
}
const place = (fill: Fill) => addressText({ host: fill('host', 'servidor'), port: fill('port', '') })
const provider = (fill: Fill) => fill('provider', 'deste provedor')
const onPage = (fill: Fill) => after(fill, 'page', ' na página ')
const why = (fill: Fill) => after(fill, 'reason', ': ')

export const failureWordsPtBr: FailureCatalogue = {
  urlProblems: {
    empty: 'nenhum endereço foi informado',
    too_long: 'o endereço é longo demais',
    bad_characters:
      'o endereço contém espaços, quebras de linha ou letras fora do ASCII; escreva-os com codificação percentual',
    bad_scheme: 'o endereço deve começar com redis://, rediss://, redis-sentinel:// ou unix://',
    bad_escape: 'sinais como @ / ? # % no usuário ou na senha devem usar codificação percentual',
    bad_host: 'o servidor não é um nome nem um endereço IP válido',
    bad_port: 'a porta deve ser um número de 1 a 65535',
    bad_database: 'o que vem depois do servidor deve ser o número de um banco, como /0',
    bad_sentinel: 'o nome do primário deve vir depois dos sentinelas, como #mymaster',
    bad_path:
      'um socket Unix é informado pelo caminho absoluto, com até 107 caracteres, como unix:///run/redis/redis.sock',
    has_query: 'partes depois de ? ou # não são aceitas; defina essas opções no formulário',
  },
  sentences: {
    bad_input: (f) => ({
      what: `Entrada inválida em ${f('what', 'um dos campos')}${why(f)}.`,
      next: 'Corrija e tente de novo.',
    }),
    unknown_namespace: (f) => ({
      what: `Nenhum provedor ou namespace tem ${after(f, 'namespace', 'o nome “', '”') || 'nome vazio'}.`,
      next: 'Escolha um da lista, escrito exatamente igual; padrões não são aceitos.',
    }),
    unknown_family: (f) => ({
      what: `${f('namespace', 'Este namespace')} não tem uma família de chaves chamada “${f('family', '?')}”.`,
      next: 'Escolha uma das famílias mostradas para ele.',
    }),
    unknown_profile: (f) => ({
      what: `Não existe conexão salva chamada “${f('profile', '?')}”.`,
      next: 'Escolha uma conexão salva ou salve esta primeiro.',
    }),
    not_found: (f) => ({
      what: `Não encontrado: ${f('what', f('key', 'o item pedido'))} não existe mais.`,
      next: 'Atualize e escolha de novo.',
    }),
    not_confirmed: (f) => ({
      what: `Nada foi alterado: a confirmação digitada não é exatamente ${f('namespace', 'o nome pedido')}.`,
      next: 'Digite o nome exatamente como mostrado, sem espaços.',
    }),
    token_invalid: () => ({
      what: 'Nada foi alterado: a prévia já foi usada, expirou ou é de outro servidor.',
      next: 'Faça uma nova prévia e confirme-a.',
    }),
    refused: (f) => ({
      what: `O console recusou este pedido${why(f)}.`,
      next: 'Comece de novo pela tela correspondente.',
    }),
    busy: (f) => ({
      what: `Ainda em andamento: ${f('operation', 'outra operação')}${after(f, 'by', ', por ')}${after(f, 'since', ', desde ')}.`,
      next: 'Espere terminar, ou interrompa, e tente de novo.',
    }),
    cancelled: (f) => ({
      what: `Cancelado pelo operador: ${f('operation', 'a operação')}.`,
      next: 'O que já foi feito permanece; comece de novo quando quiser.',
    }),
    too_large: (f) => ({
      what: `Acima do limite${after(f, 'limit', ' de ')}: ${f('what', f('key', 'o valor'))} é grande demais.`,
      next: 'Peça menos: um período menor, menos órgãos ou uma parte do valor.',
    }),
    not_connected: () => ({
      what: 'Não há conexão aberta com um Redis.',
      next: 'Abra uma conexão salva ou o espaço de demonstração.',
    }),
    connect_refused: (f) => ({
      what: `Conexão recusada por ${place(f)}: nada escuta nesse endereço.`,
      next: 'Confira servidor e porta, e se o Redis está em execução.',
    }),
    connect_timeout: (f) => ({
      what: `Sem resposta de ${place(f)} no tempo esperado.`,
      next: 'Confira o endereço, o firewall e se é preciso uma VPN.',
    }),
    host_not_found: (f) => ({
      what: `Nenhum servidor é conhecido pelo nome ${f('host', 'informado')}.`,
      next: 'Confira a grafia e se esta máquina consegue resolver nomes.',
    }),
    connection_lost: (f) => ({
      what: `A conexão com ${place(f)} foi perdida.`,
      next: 'O que não foi feito continua por fazer: quando o servidor responder, comece de novo.',
    }),
    auth_required: (f) => ({
      what: `É preciso uma senha para entrar em ${place(f)}.`,
      next: 'Informe a senha e, se for o caso, o usuário.',
    }),
    auth_failed: (f) => ({
      what: `A senha do usuário ${f('user', 'default')} não foi aceita por ${place(f)}.`,
      next: 'Confira usuário e senha.',
    }),
    tls_untrusted: (f) => ({
      what: `O certificado de ${place(f)} não é confiável${why(f)}.`,
      next: 'Acrescente a autoridade certificadora à conexão ou peça um certificado válido.',
    }),
    tls_failed: (f) => ({
      what: `Não foi possível abrir uma conexão cifrada com ${place(f)}${why(f)}.`,
      next: 'Confira se essa porta usa TLS e ligue ou desligue o TLS conforme o caso.',
    }),
    certificate_revoked: (f) => ({
      what: `O certificado de ${place(f)}, ou de uma autoridade que responde por ele, foi revogado.`,
      next: 'Não use esse servidor: pergunte a quem o administra e peça um certificado novo.',
    }),
    revocation_list_expired: (f) => ({
      what: `A lista de revogação venceu${after(f, 'file', ' (', ')')}: não se sabe se o certificado de ${place(f)} foi revogado depois.`,
      next: 'Traga a lista atual da autoridade para esse arquivo e conecte de novo.',
    }),
    revocation_list_unusable: (f) => ({
      what: `A lista de revogação não pode ser usada${why(f)}${after(f, 'file', ' (', ')')}.`,
      next: 'Escolha um arquivo PEM, legível por você, com a lista de cada autoridade da cadeia do servidor.',
    }),
    not_redis: (f) => ({
      what: `O que responde em ${place(f)} não é um Redis.`,
      next: 'Confira a porta e se o servidor exige TLS.',
    }),
    client_certificate_unusable: (f) => ({
      what: `O certificado de cliente não pode ser usado${why(f)}${after(f, 'file', ' (', ')')}.`,
      next: 'Escolha um certificado PEM e a chave PEM dele, sem senha, ambos legíveis por você.',
    }),
    client_certificate_required: (f) => ({
      what: `É preciso um certificado de cliente conhecido para entrar em ${place(f)}.`,
      next: 'Acrescente o certificado e a chave dele à conexão.',
    }),
    too_many_clients: (f) => ({
      what: `Não há lugar para mais uma conexão em ${place(f)} (maxclients).`,
      next: 'Feche clientes ociosos ou aumente maxclients.',
    }),
    not_a_sentinel: (f) => ({
      what: `O que responde em ${place(f)} não é um Sentinel.`,
      next: 'Informe a porta dos sentinelas (26379 por padrão) ou conecte-se diretamente a este servidor.',
    }),
    sentinel_name_unknown: (f) => ({
      what: `O sentinela em ${place(f)} não vigia nenhum primário chamado “${f('name', '?')}”.`,
      next: 'Confira o nome na configuração dos sentinelas; muitas vezes é mymaster.',
    }),
    database_missing: (f) => ({
      what: `Não existe o banco ${f('database', 'pedido')} em ${place(f)}.`,
      next: 'Escolha um banco que exista; o 0 sempre existe.',
    }),
    read_only: (f) => ({
      what: `Nada foi gravado: a conexão${after(f, 'connection', ' ')} é somente leitura.`,
      next: 'Permita a escrita nas configurações da conexão se quiser alterar este servidor.',
    }),
    read_only_replica: (f) => ({
      what: `Nada foi gravado: ${place(f)} é uma réplica e não aceita escrita.`,
      next: 'Conecte-se ao primário.',
    }),
    primary_demoted: (f) => ({
      what: `Servidor rebaixado: ${place(f)} não é mais o primário${after(f, 'name', ' de ')}.`,
      next: 'O que não foi feito continua por fazer. Olhe o novo primário e faça uma nova prévia.',
    }),
    primary_unconfirmed: (f) => ({
      what: `Nenhum sentinela responde: não se sabe se ${place(f)} ainda é o primário${after(f, 'name', ' de ')}.`,
      next: 'Nada é removido nem devolvido até que um responda. Confira a ligação com os sentinelas.',
    }),
    server_changed: (f) => ({
      what: `Interrompido: outro servidor responde agora em ${place(f)}, depois de um reinício ou failover.`,
      next: 'O que não foi feito continua por fazer. Olhe o que ele contém e faça uma nova prévia.',
    }),
    no_permission: (f) => ({
      what: `O usuário ${f('user', 'desta conexão')} não pode executar ${f('command', 'um comando necessário')}${after(f, 'key', ' em ')}.`,
      next: 'Peça o direito ao administrador do servidor ou conecte-se com outro usuário.',
    }),
    demo_only: () => ({
      what: 'Nada foi gravado: dados de demonstração só vão para o espaço de demonstração.',
      next: 'Abra o espaço de demonstração para preenchê-lo.',
    }),
    config_changed: (f) => ({
      what: `Nada foi alterado: ${f('name', 'o parâmetro')} agora é ${f('now', 'outro valor')}${after(f, 'seen', ', não mais ')}.`,
      next: 'Outra pessoa o mudou. Veja o novo valor e decida de novo.',
    }),
    config_rejected: (f) => ({
      what: `Nada foi alterado: o servidor não aceita ${after(f, 'value', '“', '” para ')}${f('name', 'este parâmetro')}${why(f)}.`,
      next: 'Corrija o valor e tente de novo.',
    }),
    config_fixed: (f) => ({
      what: `Nada foi alterado: ${f('name', 'este parâmetro')} não muda com o servidor no ar.`,
      next: 'Mude no arquivo de configuração ou na linha de comando e reinicie o servidor.',
    }),
    config_file_missing: (f) => ({
      what: `Nada foi gravado: ${place(f)} roda sem arquivo de configuração.`,
      next: 'Os valores valem até ele reiniciar. Inicie-o com um arquivo para mantê-los.',
    }),
    command_timeout: (f) => ({
      what: `Sem resposta no tempo esperado: ${f('command', 'um comando')}.`,
      next: 'O servidor pode estar ocupado: veja o slow log dele e tente de novo.',
    }),
    unknown_outcome: (f) => ({
      what: `A conexão caiu durante ${f('command', f('operation', 'uma escrita'))}: pode ter sido feito ou não.`,
      next: 'Atualize para ver o que o servidor contém antes de repetir.',
    }),
    server_loading: (f) => ({
      what: `Os dados de ${place(f)} ainda estão sendo carregados${after(f, 'percent', ': ', ' %')}.`,
      next: 'Espere o fim da carga.',
    }),
    server_out_of_memory: (f) => ({
      what: `Nada foi gravado: ${place(f)} chegou ao limite de memória.`,
      next: 'Aumente maxmemory, escolha uma política de remoção ou remova chaves.',
    }),
    server_cannot_persist: (f) => ({
      what: `Nada foi gravado: ${place(f)} não consegue salvar em disco e recusa escritas.`,
      next: 'Veja o log e o disco do servidor; ele volta a aceitar escritas depois de salvar.',
    }),
    server_error: (f) => ({
      what: `O servidor respondeu com erro a ${f('command', 'um comando')}${why(f)}.`,
      next: 'Abra os detalhes para ler a resposta do servidor.',
    }),
    incomplete: (f) => ({
      what: `Não foi possível ler todas as chaves${why(f)}.`,
      next: 'Confira se todos os nós respondem e faça de novo.',
    }),
    provider_unreachable: (f) => ({
      what: `Não foi possível alcançar o serviço ${provider(f)}${why(f)}.`,
      next: 'Confira a rede desta máquina e colete de novo.',
    }),
    provider_timeout: (f) => ({
      what: `Sem resposta do serviço ${provider(f)} no tempo esperado${onPage(f)}.`,
      next: 'O serviço costuma ficar lento em horários de pico; colete mais tarde.',
    }),
    provider_throttled: (f) => ({
      what: `O serviço ${provider(f)} avisa que houve pedidos demais${onPage(f)}.`,
      next: `Espere ${f('wait', 'alguns minutos')} antes de coletar de novo.`,
    }),
    provider_key_missing: (f) => ({
      what: `O serviço ${provider(f)} exige uma chave de API e nenhuma foi definida.`,
      next: 'Informe a chave nas configurações ou, na linha de comando, no ambiente.',
    }),
    provider_key_rejected: (f) => ({
      what: `O serviço ${provider(f)} não aceitou a chave de API.`,
      next: 'Confira a chave nas configurações; ela pode estar suspensa ou vencida.',
    }),
    provider_refused: (f) => ({
      what: `O serviço ${provider(f)} recusou o pedido${onPage(f)}${after(f, 'status', ' com o status ')}${why(f)}.`,
      next: 'Confira o período e a abrangência; os detalhes mostram a resposta.',
    }),
    provider_failed: (f) => ({
      what: `O serviço ${provider(f)} falhou do lado dele${onPage(f)}${after(f, 'status', ' com o status ')}.`,
      next: 'Colete mais tarde; o que já estava armazenado permanece.',
    }),
    provider_truncated: (f) => ({
      what: `A resposta do serviço ${provider(f)} foi interrompida${onPage(f)}.`,
      next: 'Colete de novo; nada da resposta cortada foi usado.',
    }),
    provider_not_json: (f) => ({
      what: `O serviço ${provider(f)} respondeu com algo que não são dados${onPage(f)}.`,
      next: 'Os detalhes mostram o começo; muitas vezes é uma página de manutenção. Colete mais tarde.',
    }),
    provider_schema_changed: (f) => ({
      what: `Os registros do serviço ${provider(f)} mudaram${onPage(f)}: ${f('field', 'um campo')} deveria ser ${f('expected', 'outra coisa')} e veio ${f('got', 'diferente')}.`,
      next: 'Nada foi armazenado. Atualize o console ou comunique a mudança com os detalhes.',
    }),
    provider_too_large: (f) => ({
      what: `A resposta do serviço ${provider(f)} passa do limite de tamanho${after(f, 'limit', ' de ')}${onPage(f)}.`,
      next: 'Reduza a abrangência nas configurações e colete de novo.',
    }),
    provider_redirected: (f) => ({
      what: `O serviço ${provider(f)} apontou para outro endereço, que não foi seguido.`,
      next: 'Confira o endereço base do provedor nas configurações.',
    }),
    provider_breaker_open: (f) => ({
      what: `O serviço ${provider(f)} falhou várias vezes seguidas e fica em pausa por enquanto.`,
      next: `Tente de novo em ${f('wait', 'um minuto')}.`,
    }),
    provider_page_limit: (f) => ({
      what: `O serviço ${provider(f)} tem mais páginas do que o limite${after(f, 'limit', ' de ')}; nada foi armazenado.`,
      next: 'Reduza a abrangência nas configurações e colete de novo.',
    }),
    provider_url_refused: (f) => ({
      what: `O endereço base do serviço ${provider(f)} não é permitido${why(f)}.`,
      next: 'Use um endereço https; endereços de loopback só valem em conexões de desenvolvimento.',
    }),
    storage_failed: (f) => ({
      what: `Não foi possível gravar ou ler ${f('file', 'um arquivo do console')}${why(f)}.`,
      next: 'Confira as permissões e o espaço da pasta de dados.',
    }),
    disk_full: (f) => ({
      what: `Não há espaço em disco suficiente${after(f, 'needed', ': necessário ')}${after(f, 'free', ', livre ')}.`,
      next: 'Libere espaço e tente de novo; nada que não estivesse salvo foi removido.',
    }),
    secret_store_missing: () => ({
      what: 'Este sistema não oferece um lugar seguro para segredos, e nenhum foi guardado.',
      next: 'Prefira digitar a senha a cada vez ou defina-a no ambiente.',
    }),
    redis_server_missing: (f) => ({
      what: 'O espaço de demonstração precisa do redis-server, que não foi encontrado nesta máquina.',
      next: `Instale-o (${f('command', 'sudo apt-get install redis-server')}) e comece de novo, ou conecte-se ao seu Redis.`,
    }),
    internal: () => ({
      what: 'O próprio console cometeu um erro.',
      next: 'Tente de novo; se acontecer outra vez, comunique o erro com os detalhes.',
    }),
  },
}
