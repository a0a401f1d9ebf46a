using Microsoft.AspNetCore.Diagnostics;

namespace Hubs.Web.Security;

/// <summary>People get a page in plain words, programs get problem details; neither sees a stack trace.</summary>
public static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseWhen(IsForPrograms, api => api.UseExceptionHandler().UseStatusCodePages());
        app.UseWhen(
            request => !IsForPrograms(request),
            pages =>
                pages
                    .UseExceptionHandler(
                        new ExceptionHandlerOptions { ExceptionHandlingPath = "/error/500" }
                    )
                    .UseStatusCodePagesWithReExecute("/error/{0}")
        );
    }

    private static bool IsForPrograms(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api")
        || context.Request.Path.StartsWithSegments("/boards")
        || context.Request.Path.StartsWithSegments("/openapi");
}
