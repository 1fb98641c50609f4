export const tourPtBr = {
  'tour.place': 'Visita, passo {at, number} de {of, number}',
  'tour.skip': 'Pular',
  'tour.back': 'Voltar',
  'tour.next': 'Próximo',
  'tour.end': 'Concluir',
  'tour.where': 'Onde você está',
  'tour.where.text':
    'O nome, o modo e o host da conexão ficam aqui em todas as telas. Produção tem um selo vermelho e uma moldura vermelha em volta da janela inteira.',
  'tour.stale': 'Por que um provedor está vencido?',
  'tour.stale.text':
    'Uma linha por provedor: o estado em palavras, o motivo ao lado, a idade da última coleta diária diante de 24 h e 25 h e os itens diante da mediana. Enter abre o provedor.',
  'tour.invalidate': 'Ver a prévia de uma invalidação',
  'tour.invalidate.text':
    'I, ou o botão, abre uma prévia: a lista exata, o que fica e se dá para desfazer. Nada é removido antes de você digitar o nome do provedor.',
  'tour.undo': 'Desfazer',
  'tour.undo.text':
    'O que este console removeu fica aqui por 24 h e volta com o seu TTL. Abaixo, o registro diz quem fez o quê. U traz para cá de qualquer tela.',
  'tour.fetch': 'Fazer uma coleta diária',
  'tour.fetch.text':
    'F abre o formulário. Cada provedor tem uma raia com uma célula por página, e um resultado pior nunca substitui um bom sem perguntar.',
  'tour.keys': 'Olhar as chaves',
  'tour.keys.text':
    'A busca é literal. J e K movem, a barra de espaço espia, Enter abre, Ctrl C copia o nome exato. Olhar não altera nada.',
  'tour.palette': 'Tudo pelo nome',
  'tour.palette.text':
    'Ctrl K encontra chaves, telas, provedores, execuções e ações, em português e em inglês. A tecla ? mostra todos os atalhos; dos dois lugares esta visita pode recomeçar.',
} as const
