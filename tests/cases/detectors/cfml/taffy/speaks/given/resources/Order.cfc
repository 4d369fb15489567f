<cfcomponent extends="taffy.core.resource" taffy_uri="/orders/{id}">
    <cffunction name="get" access="public"></cffunction>
    <!--- <cffunction name="put"></cffunction> --->
    <cffunction name="helper" access="private"></cffunction>
</cfcomponent>
