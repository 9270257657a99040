# bantin.bash - completion of bantin's commands for bash

# What bantin says of the profile that is named on the line; none is made for that.
_bantin_ask()
{
	[[ ${#profile[@]} -eq 0 || -d ${profile[1]} ]] &&
		bantin "${profile[@]}" "$@" --json 2>/dev/null
}

_bantin_portals()
{
	_bantin_ask portal list |
		sed -n 's/^{"name":"\([a-z0-9_-]*\)".*/\1/p'
}

_bantin_keys()
{
	_bantin_ask config show |
		sed -n 's/^{"key":"\([a-z0-9_.-]*\)".*/\1/p'
}

# What a word after --option stands for.
_bantin_value()
{
	case $1 in
	--profile) COMPREPLY=($(compgen -d -- "$2")) ;;
	--ca | -o) COMPREPLY=($(compgen -f -- "$2")) ;;
	--lang) COMPREPLY=($(compgen -W 'vi en' -- "$2")) ;;
	--style) COMPREPLY=($(compgen -W 'old new' -- "$2")) ;;
	--portal) COMPREPLY=($(compgen -W "$(_bantin_portals)" -- "$2")) ;;
	--format)
		case $command in
		show) COMPREPLY=($(compgen -W 'text html json' -- "$2")) ;;
		*) COMPREPLY=($(compgen -W 'md txt html' -- "$2")) ;;
		esac ;;
	--from)
		case $command in
		render) COMPREPLY=($(compgen -W 'html markdown' -- "$2")) ;;
		esac ;;
	--name | --section | --since | --limit | --max-bytes | --width | -w | --vote | \
	--title | --template | --summary | --author | --tags) ;;
	*) return 1 ;;
	esac
}

# The words and options of a command; what is said of files is true of no other command.
_bantin_words()
{
	case $command in
	portal)
		case $verb in
		'') echo 'add list remove probe' ;;
		add) echo '--name --ca' ;;
		probe) echo '--ca' ;;
		remove) _bantin_portals ;;
		esac ;;
	login) _bantin_portals ;;
	sync) echo '--full --max-bytes --system --json'; _bantin_portals ;;
	list) echo '--portal --section --unread --starred --since --limit --json' ;;
	show) echo '--width --format --json' ;;
	fetch) echo '-o --json' ;;
	search) echo '--limit --json' ;;
	visits) echo '--json'; _bantin_portals ;;
	poll) echo '--vote --json'; _bantin_portals ;;
	draft)
		case $verb in
		'') echo 'new templates list show set check delete import export attach
			detach history' ;;
		new) echo '--title --section --summary --author --tags --portal
			--template' ;;
		set) echo '--title --section --summary --author --tags --portal' ;;
		import) echo '--from --title --section --format' ;;
		export) echo '--format --replace' ;;
		templates | list | show | history) echo '--json' ;;
		esac ;;
	outbox)
		case $verb in
		'') echo 'retry cancel settle withdraw restore --json' ;;
		settle) echo 'accepted again' ;;
		esac ;;
	config)
		case $verb in
		'') echo 'check show set' ;;
		show) echo '--json'; _bantin_keys ;;
		set) _bantin_keys ;;
		esac ;;
	doctor) echo '--json' ;;
	wrap) echo '-w' ;;
	render) echo '-w --from' ;;
	convert) echo '--from --raise-headings' ;;
	type) echo 'telex telex-simple vni viqr --style' ;;
	submit | clean | fold | backup | restore) ;;
	'') echo 'portal login sync list show fetch search visits poll draft submit outbox
		config backup restore doctor clean fold wrap render convert type' ;;
	esac
	echo '--profile --offline --lang --ascii --help --version'
}

_bantin()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	local command='' verb='' i
	local -a profile=()

	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		--profile) profile=(--profile "${COMP_WORDS[++i]}") ;;
		--lang) ((++i)) ;;
		-*) ;;
		*)
			if [[ -z $command ]]; then
				command=${COMP_WORDS[i]}
			elif [[ -z $verb ]]; then
				verb=${COMP_WORDS[i]}
			fi ;;
		esac
	done
	_bantin_value "$before" "$word" && return
	COMPREPLY=($(compgen -W "$(_bantin_words)" -- "$word"))
	case $command/$verb in
	draft/new | draft/import | draft/export | draft/attach | convert/* | backup/* | \
		restore/*)
		COMPREPLY+=($(compgen -f -- "$word")) ;;
	esac
}
complete -F _bantin bantin
