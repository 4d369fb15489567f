import grails.rest.*

@Resource(uri='/books')
class Book { String title }
