// (to come)
function actions(node) { return ''; }
function edgeActions(edge) { return ''; }
