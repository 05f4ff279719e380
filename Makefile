# Команды проекта; что они делают по шагам – в папке setup. Переменные задаются так: make run PORT=8070 DB=moya_shkola

.PHONY: help run papers test lint screenshots bench clean

help:
	@echo 'make run          школа-образец на http://127.0.0.1:8069 (переменные PORT и DB)'
	@echo 'make papers       документы школы-образца в папку out'
	@echo 'make test         все проверки работы модуля'
	@echo 'make lint         все проверки текста модуля'
	@echo 'make screenshots  снимки экрана в docs/images'
	@echo 'make bench        время установки и печати на этой машине'
	@echo 'make clean        удалить всё, что сделали команды выше, вместе с базами'

run:
	@bash setup/run.sh serve

papers:
	@bash setup/run.sh papers

test:
	@bash setup/test.sh

lint:
	@bash setup/lint.sh

screenshots:
	@bash setup/run.sh screenshots

clean:
	@bash setup/clean.sh

bench:
	@bash benchmarks/run.sh
