using System.Collections.Immutable;
using System.Globalization;
using Hubs.Model;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages;

/// <summary>What people see instead of a bare status. It is reached by any method, so it checks no form token.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class ErrorModel : PageModel
{
    public string Title { get; private set; } = "";
    public ImmutableArray<string> Sentences { get; private set; } = [];

    public void OnGet(int status) => Explain(status);

    public void OnPost(int status) => Explain(status);

    private void Explain(int status)
    {
        Response.StatusCode = status is >= 400 and < 600 ? status : StatusCodes.Status404NotFound;
        (string Title, ImmutableArray<string> Sentences) answer = Response.StatusCode switch
        {
            400 => (
                "This form could not be used",
                [
                    "It may have been open for too long, or your browser may block cookies.",
                    "Go back, reload the page, and try again. Nothing was changed.",
                ]
            ),
            403 => (
                "This page is for another role",
                [
                    $"You are acting as {ActingAs()}. To open this page, choose another role at the top of the page.",
                ]
            ),
            404 => (
                "Page not found",
                [
                    "If you typed the web address, check it is correct.",
                    "If you followed a link, it may be out of date.",
                ]
            ),
            429 => ("Too many requests", ["Wait a second, then try again."]),
            >= 500 => (
                "Sorry, there is a problem",
                [
                    "Something went wrong on our side. Try again in a moment.",
                    "What was already confirmed is safe.",
                ]
            ),
            _ => ($"This did not work ({Response.StatusCode})", ["Go back and try again."]),
        };
        (Title, Sentences) = answer;
    }

    private string ActingAs() =>
        HttpContext.Actor().Role.ToString().ToLower(CultureInfo.InvariantCulture);
}
