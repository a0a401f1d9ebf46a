using Hubs.Model;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages;

/// <summary>The role switch of demo mode: a plain form on every page posts here and goes on to the role's home page.</summary>
/// <remarks>Without a form token, so that pages that show everybody the same carry nothing of one browser; <see cref="Security.SecurityHeaders"/> refuses other sites' forms.</remarks>
[IgnoreAntiforgeryToken]
public sealed class RoleModel : PageModel
{
    public IActionResult OnGet() => Redirect("/");

    public IActionResult OnPost(string role)
    {
        if (DemoAuthentication.RoleFor(role, unnamed: Role.Resident) is not { } chosen)
        {
            return BadRequest();
        }

        Response.Cookies.Append(
            DemoAuthentication.Cookie,
            chosen.ToString(),
            BrowserCookie.Lasting(HttpContext)
        );
        return Redirect("/");
    }
}
